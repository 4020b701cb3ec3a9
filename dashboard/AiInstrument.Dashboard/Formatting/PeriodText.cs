using AiInstrument.Collector.Queries;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Names a window for the reader.</summary>
internal static class PeriodText
{
    public static string Name(IStringLocalizer<Text> text, UsageWindow window) =>
        UsageWindow.Periods.Contains(window.Period) ? text["Period." + window.Period]
        : CalendarMonth.TryParse(window.Period, out var month) ? Figures.Month(month)
        : window.FromDay is not { } from || from == window.ToDay ? Figures.Day(window.ToDay)
        : $"{Figures.Day(from)} – {Figures.Day(window.ToDay)}";
}
