namespace AiInstrument.Collector.Alerts;

/// <summary>What a rule looks at. The numbers are stored.</summary>
public enum AlertKind
{
    /// <summary>A budget's use, in percent of its limit. One incident for each budget and value.</summary>
    Budget = 1,

    /// <summary>Cost of the window against what is usual for these hours, in percent above it.</summary>
    SpendRate = 2,

    /// <summary>Tokens of the window against what is usual for these hours, in percent above it.</summary>
    TokenRate = 3,

    /// <summary>Failed calls in percent of all calls of the window.</summary>
    ErrorRate = 4,

    /// <summary>Mean duration of the window's calls in milliseconds.</summary>
    Latency = 5,

    /// <summary>Tokens of a model that has no price. One incident for each model.</summary>
    Unpriced = 6,

    /// <summary>By how many percentage points the share of instrumented call sites has fallen. One incident for each service.</summary>
    Coverage = 7,

    /// <summary>Minutes since the last call. One incident for each service that called within 30 days.</summary>
    NoData = 8,

    /// <summary>Spans that a service says it has lost. One incident for each service.</summary>
    LostSpans = 9,
}
