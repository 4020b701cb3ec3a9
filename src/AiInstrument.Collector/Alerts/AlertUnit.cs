namespace AiInstrument.Collector.Alerts;

/// <summary>What a number of an alert counts.</summary>
public enum AlertUnit
{
    /// <summary>Percent.</summary>
    Percent,

    /// <summary>Nano-dollars.</summary>
    NanoUsd,

    /// <summary>Tokens.</summary>
    Tokens,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Percentage points.</summary>
    Points,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Spans.</summary>
    Spans,

    /// <summary>Calls.</summary>
    Calls,
}
