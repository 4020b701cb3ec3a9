namespace AiInstrument.Collector.Alerts;

/// <summary>From a rule's firing to its end.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="RuleId">The rule, or null when it is gone.</param>
/// <param name="RuleName">The rule's name when it fired.</param>
/// <param name="Kind">What the rule looks at.</param>
/// <param name="Key">The budget, model or service; empty where the rule has one measure alone.</param>
/// <param name="Value">What was measured last, in the unit of <see cref="AlertTraits.ValueUnit"/>.</param>
/// <param name="Threshold">The limit that it was measured against, in the same unit.</param>
/// <param name="Reference">What it was compared with, for example the usual cost; null where nothing is.</param>
/// <param name="Fired">When it began to fire, UTC.</param>
/// <param name="Resolved">When it ended; null while it fires.</param>
/// <param name="Resolution">Why it ended.</param>
/// <param name="Notifications">How often channels were notified.</param>
public sealed record AlertIncident(
    long Id,
    int? RuleId,
    string RuleName,
    AlertKind Kind,
    string Key,
    double Value,
    double Threshold,
    double? Reference,
    DateTimeOffset Fired,
    DateTimeOffset? Resolved,
    AlertResolution Resolution,
    int Notifications);
