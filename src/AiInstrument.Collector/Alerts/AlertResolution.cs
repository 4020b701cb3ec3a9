namespace AiInstrument.Collector.Alerts;

/// <summary>Why an incident ended. The numbers are stored.</summary>
public enum AlertResolution
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>The measure is below the threshold again.</summary>
    Recovered = 1,

    /// <summary>There is nothing to measure any more, for example too few calls.</summary>
    NotMeasured = 2,

    /// <summary>Its rule was changed, switched off or removed.</summary>
    RuleChanged = 3,
}
