using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Charts;

namespace AiInstrument.Dashboard.Overview;

/// <summary>The overview's peak hours.</summary>
/// <param name="Week">The sums; null where hours are not kept for the narrowing.</param>
/// <param name="Measure">What is shown.</param>
/// <param name="Measures">The others.</param>
internal sealed record HeatMap(WeekHours? Week, Measure Measure, Segments Measures);
