namespace AiInstrument.Collector.Storage;

/// <summary>Workspaces that every database has.</summary>
public static class Workspaces
{
    /// <summary>The workspace of senders without a key, of the configured key and of the first admin.</summary>
    public const int DefaultId = 1;
}
