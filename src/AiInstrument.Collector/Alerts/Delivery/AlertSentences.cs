using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>What a notification says, in English.</summary>
internal static class AlertSentences
{
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 24 * MinutesPerHour;

    public static AlertMessage Write(AlertEvent happened, StoredIncident incident, AlertRule rule, Uri? publicUrl, DateTimeOffset now)
    {
        var subject = incident.Key.Length == 0 ? null : SafeText.Clean(incident.Key);
        var name = SafeText.Clean(incident.RuleName);
        var prefix = happened switch
        {
            AlertEvent.Firing => "Firing",
            AlertEvent.Reminder => "Still firing",
            _ => "Resolved",
        };
        return new AlertMessage(Guid.NewGuid().ToString("N"), happened, subject is null ? $"{prefix}: {name}" : $"{prefix}: {name} ({subject})", Text(happened, incident, rule), now)
        {
            Rule = name,
            Kind = incident.Kind,
            Subject = subject,
            Value = incident.Value,
            Threshold = incident.Threshold,
            Unit = AlertTraits.Of(incident.Kind).ValueUnit,
            Since = DateTimeOffset.FromUnixTimeMilliseconds(incident.FiredUnixMs),
            Scope = [.. Scope(rule.Filter)],
            Link = Link(publicUrl),
        };
    }

    public static AlertMessage Test(string channel, Uri? publicUrl, DateTimeOffset now) => new(
        Guid.NewGuid().ToString("N"),
        AlertEvent.Test,
        "Test of the channel " + SafeText.Clean(channel),
        "AiInstrument can reach this channel. No rule has fired.",
        now)
    {
        Link = Link(publicUrl),
    };

    private static string Text(AlertEvent happened, StoredIncident incident, AlertRule rule)
    {
        if (happened == AlertEvent.Resolved)
        {
            var lasted = Duration((incident.ResolvedUnixMs - incident.FiredUnixMs) / 60_000.0 ?? 0);
            return incident.Resolution == AlertResolution.NotMeasured
                ? $"There is nothing to measure any more. It fired for {lasted}."
                : $"{Measured(incident, rule)} is below {Figure(incident.Threshold, incident.Kind)} again. It fired for {lasted}.";
        }

        var usual = incident.Reference is { } reference && incident.Kind is AlertKind.SpendRate or AlertKind.TokenRate ? $" Usual for these hours is {Figure(reference, incident.Kind)}." : "";
        return $"{Measured(incident, rule)} is {Figure(incident.Value, incident.Kind)}; the threshold is {Figure(incident.Threshold, incident.Kind)}.{usual}";
    }

    private static string Measured(StoredIncident incident, AlertRule rule) => incident.Kind switch
    {
        AlertKind.Budget => "Use of the budget",
        AlertKind.SpendRate => $"Cost of the last {Last(rule.WindowMinutes)}",
        AlertKind.TokenRate => $"Token use of the last {Last(rule.WindowMinutes)}",
        AlertKind.ErrorRate => $"Error rate of the last {Last(rule.WindowMinutes)}",
        AlertKind.Latency => $"Mean duration of the last {Last(rule.WindowMinutes)}",
        AlertKind.Unpriced => $"Use without a price in the last {Last(rule.WindowMinutes)}",
        AlertKind.Coverage => "Fall of coverage",
        AlertKind.NoData => "Time since the last call",
        _ => "Loss of spans",
    };

    private static string Figure(double value, AlertKind kind) => AlertTraits.Of(kind).ValueUnit switch
    {
        AlertUnit.Percent => value.ToString("0.#", CultureInfo.InvariantCulture) + " %",
        AlertUnit.NanoUsd => "$" + (value / 1e9).ToString(value >= 1e9 ? "N2" : "0.00####", CultureInfo.InvariantCulture),
        AlertUnit.Milliseconds => value.ToString("N0", CultureInfo.InvariantCulture) + " ms",
        AlertUnit.Minutes => Duration(value),
        AlertUnit.Points => Many(value, "percentage point"),
        AlertUnit.Tokens => Many(value, "token"),
        _ => Many(value, "span"),
    };

    private static string Duration(double minutes) => minutes switch
    {
        >= MinutesPerDay and var whole when whole % MinutesPerDay == 0 || whole >= 3 * MinutesPerDay => Many(whole / MinutesPerDay, "day"),
        >= MinutesPerHour and var some when some % MinutesPerHour == 0 || some >= 3 * MinutesPerHour => Many(some / MinutesPerHour, "hour"),
        _ => Many(minutes, "minute"),
    };

    // "the last hour" and "the last 3 hours".
    private static string Last(double minutes) => Duration(minutes) is ['1', ' ', .. var unit] ? unit : Duration(minutes);

    private static string Many(double count, string unit) => count.ToString(count < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture) is var text && text == "1" ? $"1 {unit}" : $"{text} {unit}s";

    private static IEnumerable<string> Scope(UsageFilter filter) =>
        from dimension in DimensionColumns.All
        let value = dimension.Filter(filter)
        where value is not null
        select $"{dimension.Dimension} = {(value.Length == 0 ? "(none)" : SafeText.Clean(value))}";

    private static string? Link(Uri? publicUrl) => publicUrl is null ? null : publicUrl.AbsoluteUri.TrimEnd('/') + "/alerts";
}
