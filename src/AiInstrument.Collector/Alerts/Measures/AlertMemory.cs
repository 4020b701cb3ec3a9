namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>A value that later ones are compared with.</summary>
/// <param name="Value">The value.</param>
/// <param name="At">When it was last seen, UTC.</param>
internal sealed record AlertMemory(double Value, DateTimeOffset At);
