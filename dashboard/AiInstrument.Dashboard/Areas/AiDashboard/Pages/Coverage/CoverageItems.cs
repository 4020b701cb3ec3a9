using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Coverage;

/// <summary>Declared features, or routes and jobs, against traffic.</summary>
internal sealed record CoverageItems(string Id, string Title, Dimension Dimension, UsageScope Scope, IReadOnlyList<CoverageItem> Items)
{
    /// <summary>Whether any build says what its entry points reach.</summary>
    public bool ShowsReach => Items.Any(item => item.Reached is not null);
}
