using System.Text.Json.Serialization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/heatmap</c>. <c>cells</c> is null where hours are not kept for the narrowing; those without calls are left out. <c>missing</c> is what the totals have beyond the cells.</summary>
internal sealed record UsageHeatMap(string Period, DateOnly? From, DateOnly To, string TimeZone, UsageMeasures Totals, IReadOnlyList<HeatMapCell>? Cells, UsageMeasures Missing)
{
    public static UsageHeatMap Of(UsageScope scope, UsageTotals totals, WeekHours? week) => new(
        scope.Window.Period,
        scope.Window.FromDay,
        scope.Window.ToDay,
        week?.Zone.Id ?? "UTC",
        new UsageMeasures(totals),
        week is null ? null : [.. WeekHours.Cells.Select(cell => new HeatMapCell(cell.Day, cell.Hour, week[cell.Day, cell.Hour])).Where(cell => cell.Calls > 0)],
        new UsageMeasures(week?.Missing ?? new UsageTotals()));
}

/// <summary>One hour of one day of the week.</summary>
internal sealed class HeatMapCell(DayOfWeek day, int hour, UsageTotals totals) : UsageMeasures(totals)
{
    /// <summary>As in <c>monday</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string Day { get; } = day.ToString().ToLowerInvariant();

    /// <summary>0 to 23.</summary>
    [JsonPropertyOrder(-1)]
    public int Hour { get; } = hour;
}
