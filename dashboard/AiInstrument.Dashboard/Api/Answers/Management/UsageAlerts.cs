using System.Text.Json;
using AiInstrument.Collector.Alerts;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>What fires now, and the rules.</summary>
internal sealed record UsageAlerts(IReadOnlyList<UsageIncident> Firing, IReadOnlyList<UsageAlertRule> Rules);

/// <summary>A page of what fired and ended.</summary>
internal sealed record UsageAlertHistory(IReadOnlyList<UsageIncident> Incidents);

/// <summary>A page of what was sent.</summary>
internal sealed record UsageDeliveries(IReadOnlyList<UsageDelivery> Deliveries);

/// <summary>From a rule's firing to its end. Money is in nano-dollars; the unit says what value, threshold and reference count.</summary>
internal sealed class UsageIncident(AlertIncident incident)
{
    public long Id { get; } = incident.Id;

    public int? RuleId { get; } = incident.RuleId;

    public string Rule { get; } = incident.RuleName;

    public string Kind { get; } = Spell(incident.Kind);

    public string? Subject { get; } = incident.Key.Length == 0 ? null : incident.Key;

    public double Value { get; } = incident.Value;

    public double Threshold { get; } = incident.Threshold;

    public double? Reference { get; } = incident.Reference;

    public string Unit { get; } = Spell(AlertTraits.Of(incident.Kind).ValueUnit);

    public DateTimeOffset Fired { get; } = incident.Fired;

    public DateTimeOffset? Resolved { get; } = incident.Resolved;

    public string? Resolution { get; } = incident.Resolved is null ? null : Spell(incident.Resolution);

    public int Notifications { get; } = incident.Notifications;

    /// <summary>An enumeration's value as the API spells it.</summary>
    public static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>A rule.</summary>
internal sealed class UsageAlertRule(AlertRule rule)
{
    public int Id { get; } = rule.Id;

    public string Name { get; } = rule.Name;

    public string Kind { get; } = UsageIncident.Spell(rule.Kind);

    public IReadOnlyDictionary<string, string> Scope { get; } = Dashboard.Scope.Dimension.All
        .Select(dimension => (dimension.Parameter, Value: dimension.Get(rule.Filter)))
        .Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Parameter, pair => pair.Value!);

    public double Threshold { get; } = rule.Threshold;

    public string ThresholdUnit { get; } = UsageIncident.Spell(AlertTraits.Of(rule.Kind).ThresholdUnit);

    public long? Minimum { get; } = AlertTraits.Of(rule.Kind).MinimumUnit is null ? null : rule.Minimum;

    public int? WindowMinutes { get; } = rule.WindowMinutes == 0 ? null : rule.WindowMinutes;

    public int? RenotifyMinutes { get; } = rule.RenotifyMinutes;

    public bool Active { get; } = rule.Active;

    public string? Problem { get; } = rule.Problem;
}

/// <summary>A notification and what became of it.</summary>
internal sealed class UsageDelivery(NotificationDelivery delivery)
{
    public long Id { get; } = delivery.Id;

    public string Channel { get; } = delivery.Channel;

    public string Event { get; } = UsageIncident.Spell(delivery.Event);

    public string? Rule { get; } = delivery.RuleName.Length == 0 ? null : delivery.RuleName;

    public string State { get; } = UsageIncident.Spell(delivery.State);

    public int Attempts { get; } = delivery.Attempts;

    public DateTimeOffset Created { get; } = delivery.Created;

    public DateTimeOffset? Next { get; } = delivery.Next;

    public DateTimeOffset? Finished { get; } = delivery.Finished;

    public string? Answer { get; } = delivery.Answer;
}
