using System.Globalization;
using AiInstrument.Collector.Forecasting;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Writes what goes with a forecast.</summary>
internal static class ForecastText
{
    /// <summary><c>November 2026</c>.</summary>
    public static string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>An error with its sign, because too little and too much are not the same to the reader.</summary>
    public static string Signed(double share) => (share > 0 ? "+" : share < 0 ? "−" : "") + Figures.Percent(Math.Abs(share));

    /// <summary>The past forecasts in one line: month, error, and whether the interval held.</summary>
    public static string Past(IStringLocalizer text, UsageForecast forecast) => string.Join(
        " · ",
        forecast.Past.Select(past => text[past.Inside ? "Forecast.Past.Inside" : "Forecast.Past.Outside", past.Month.ToString("MMM yyyy", CultureInfo.CurrentCulture), Signed(past.Error)].Value));

    /// <summary>What the reader should know of the estimate.</summary>
    public static IEnumerable<string> Notes(IStringLocalizer text, MonthForecast forecast) =>
        from note in Enum.GetValues<ForecastNotes>()
        where note != ForecastNotes.None && forecast.Notes.HasFlag(note)
        select text["Forecast.Note." + note].Value;
}
