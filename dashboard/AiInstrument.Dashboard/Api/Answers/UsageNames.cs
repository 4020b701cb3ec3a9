using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/groups</c> and <c>/call-sites</c>: one page of the explorer's rows. <c>totals</c> are those of the scope, whatever narrows the rows.</summary>
internal sealed class UsageNames(Dimension dimension, ExplorerRequest request, ExplorerTable table)
{
    public string Period => request.Scope.Window.Period;

    public DateOnly? From => request.Scope.Window.FromDay;

    public DateOnly To => request.Scope.Window.ToDay;

    public string By => dimension.Parameter;

    public UsagePeriod? Compare => request.Other is { } other ? new UsagePeriod(other.Period, other.FromDay, other.ToDay) : null;

    public int Page => request.Page;

    public int PageSize => request.PageSize;

    public int TotalCount => table.Count;

    public UsageMeasures Totals => new(table.Whole);

    public UsageMeasures? TotalsBefore => table.WholeBefore is { } before ? new UsageMeasures(before) : null;

    public IReadOnlyList<UsageName> Items => [.. table.Rows.Select(row => new UsageName(row))];
}

/// <summary>Days that are compared with.</summary>
internal sealed record UsagePeriod(string Period, DateOnly? From, DateOnly To);

/// <summary>One name. <c>state</c> is <c>new</c>, <c>gone</c>, <c>never-seen</c>, <c>idle</c> or null; <c>site</c> is there for call sites alone.</summary>
internal sealed class UsageName(ExplorerRow row)
{
    public string? Name => row.Name;

    public string? State => row.State;

    public UsageMeasures Usage => new(row.Totals);

    public UsageMeasures? Before => row.Before is { } before ? new UsageMeasures(before) : null;

    public DateTimeOffset? LastSeen => row.LastSeen;

    public UsageTrend? Trend => row.Trend is { } trend ? new UsageTrend(trend.Measure.Name, trend.Values) : null;

    public UsageCallSite? Site => row.Site is { } site ? new UsageCallSite(site) : null;
}

/// <summary>A measure over time, oldest first: <c>cost</c> in nano-dollars, or <c>calls</c> where nothing is priced.</summary>
internal sealed record UsageTrend(string Measure, IReadOnlyList<long> Values);
