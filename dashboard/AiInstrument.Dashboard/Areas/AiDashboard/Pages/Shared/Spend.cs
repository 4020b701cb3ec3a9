using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>A cost and what is not in it. Every total on every page is written by the one partial that takes this.</summary>
/// <param name="Totals">The sums.</param>
/// <param name="Records">The records behind them; null where the page shows them itself.</param>
internal sealed record Spend(UsageTotals Totals, RecordsRequest? Records = null)
{
    public Spend(UsageTotals totals, UsageScope scope)
        : this(totals, new RecordsRequest(scope))
    {
    }

    /// <summary>Whether what is not in the cost is also told as a share of the calls.</summary>
    public bool Shares { get; init; }

    /// <summary>The records behind the sums, those first that make up most of one.</summary>
    public RecordsRequest? By(string sort) => Records is null ? null : Records with { Sort = sort, Page = 1 };

    /// <summary>The records behind the sums that have a status.</summary>
    public RecordsRequest? With(string status) => Records is null ? null : Records with { Status = status, Page = 1 };
}
