namespace AiInstrument.Collector.Alerts;

/// <summary>A notification and what became of it.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="Channel">The channel's name.</param>
/// <param name="Event">What it tells.</param>
/// <param name="RuleName">The rule's name; empty for a test.</param>
/// <param name="State">Whether it arrived.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Created">When it was to be sent, UTC.</param>
/// <param name="Next">When it is tried next, or null.</param>
/// <param name="Finished">When it arrived or was given up, or null.</param>
/// <param name="Answer">What the last attempt came to: a status, or why there was none. Never more than the first characters of an answer.</param>
public sealed record NotificationDelivery(
    long Id,
    string Channel,
    AlertEvent Event,
    string RuleName,
    DeliveryState State,
    int Attempts,
    DateTimeOffset Created,
    DateTimeOffset? Next,
    DateTimeOffset? Finished,
    string? Answer);
