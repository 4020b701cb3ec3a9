namespace AiInstrument.Collector;

/// <summary>Who may read <c>/metrics</c>: it says how much is sent, though not what for, of all workspaces.</summary>
public enum MetricsAccess
{
    /// <summary>Callers on the collector's machine.</summary>
    ThisMachine,

    /// <summary>Callers on the collector's machine, and others with an API key that may read.</summary>
    ReadKey,
}
