namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>A measured value and the limit from which the rule fires. Higher is worse.</summary>
/// <param name="Key">The budget, model or service; empty where there is one measure alone.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">Fires from here on, in the same unit.</param>
internal sealed record AlertReading(string Key, double Value, double Limit)
{
    /// <summary>What the value was compared with, or null.</summary>
    public double? Reference { get; init; }

    /// <summary>What to remember from now on; null to leave it.</summary>
    public AlertMemory? Remember { get; init; }
}
