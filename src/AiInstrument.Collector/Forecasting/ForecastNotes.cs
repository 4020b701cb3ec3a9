namespace AiInstrument.Collector.Forecasting;

/// <summary>What the reader should know of an estimate.</summary>
[Flags]
public enum ForecastNotes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Less than two weeks of history: weekdays are hardly known and the interval is wide.</summary>
    ShortHistory = 1,

    /// <summary>Some days of the history were far above the others; what they had more is only repeated as often as it happened.</summary>
    Outliers = 2,

    /// <summary>Weekdays differ.</summary>
    Weekdays = 4,

    /// <summary>The last weeks rose.</summary>
    Rising = 8,

    /// <summary>The last weeks fell.</summary>
    Falling = 16,

    /// <summary>Most days cost nothing.</summary>
    Sparse = 32,

    /// <summary>The month is over or its last day runs: hardly anything is left to forecast.</summary>
    Ending = 64,
}
