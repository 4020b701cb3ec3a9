namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>A notification before it takes a channel's shape. Names come from telemetry and are cleaned; there is no content of calls in it.</summary>
/// <param name="Id">Unique; a receiver that gets it twice can tell.</param>
/// <param name="Event">What it tells.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">One or two sentences.</param>
/// <param name="At">When it happened, UTC.</param>
internal sealed record AlertMessage(string Id, AlertEvent Event, string Title, string Text, DateTimeOffset At)
{
    public string? Rule { get; init; }

    public AlertKind? Kind { get; init; }

    public string? Subject { get; init; }

    public double? Value { get; init; }

    public double? Threshold { get; init; }

    public AlertUnit? Unit { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The narrowing of the rule as <c>feature = ticket.summarize</c>, each one line.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Where it is seen on the dashboard; null when no public address is configured.</summary>
    public string? Link { get; init; }
}
