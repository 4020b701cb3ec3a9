using AiInstrument.Collector.Alerts;
using AiInstrument.Dashboard.Formatting;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Alerts;

/// <summary>Writes the numbers of alerts in the reader's language.</summary>
internal static class AlertFigures
{
    private const double MinutesPerHour = 60;
    private const double MinutesPerDay = 24 * MinutesPerHour;
    private const double Percent = 100;

    /// <summary>What was measured, or the limit that it was measured against.</summary>
    public static string Value(IStringLocalizer text, AlertKind kind, double value) => Write(text, AlertTraits.Of(kind).ValueUnit, value);

    /// <summary>A number with its unit.</summary>
    public static string Write(IStringLocalizer text, AlertUnit unit, double value) => unit switch
    {
        AlertUnit.Percent when double.IsInteger(value) => Figures.Whole(value / Percent),
        AlertUnit.Percent => Figures.Percent(value / Percent),
        AlertUnit.NanoUsd => Money.Short((long)value),
        AlertUnit.Milliseconds => Figures.Duration(value),
        AlertUnit.Minutes => Duration(text, value),
        AlertUnit.Points when value is 1 => text["Alerts.One.Points"],
        AlertUnit.Points => text["Alerts.Points", value.ToString("0.#", System.Globalization.CultureInfo.CurrentCulture)],
        _ => value is 1 ? text["Alerts.One." + unit] : text["Alerts.Unit." + unit, Figures.Compact((long)value)],
    };

    /// <summary>Minutes in the largest unit that needs no long fraction.</summary>
    public static string Duration(IStringLocalizer text, double minutes) => minutes switch
    {
        MinutesPerDay => text["Alerts.Day"],
        >= MinutesPerDay => text["Alerts.Days", Short(minutes / MinutesPerDay)],
        >= MinutesPerHour => text["Alerts.Hours", Short(minutes / MinutesPerHour)],
        _ => text["Alerts.Minutes", Short(minutes)],
    };

    /// <summary>The budget, model or service; a dash where there is one measure alone.</summary>
    public static string Subject(AlertIncident incident) => incident.Key.Length == 0 ? "–" : incident.Key;

    private static string Short(double value) => value.ToString("0.#", System.Globalization.CultureInfo.CurrentCulture);
}
