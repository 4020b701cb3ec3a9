using System.Globalization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>The explorer's table as its address describes it.</summary>
/// <param name="Scope">Days and filter.</param>
internal sealed record ExplorerRequest(UsageScope Scope)
{
    public const int PageSize = 100;

    private const string DefaultSort = "-cost";

    private static readonly Dictionary<string, Func<UsageGroup, IComparable>> Keys = new()
    {
        ["cost"] = g => g.Totals.CostNanoUsd,
        ["calls"] = g => g.Totals.Calls,
        ["name"] = g => g.Name ?? "",
        ["failed"] = g => g.Totals.Failed,
        ["input"] = g => g.Totals.InputTokens,
        ["output"] = g => g.Totals.OutputTokens,
        ["duration"] = g => g.Totals.Calls == 0 ? 0 : g.Totals.DurationMs / g.Totals.Calls,
        ["seen"] = g => g.LastSeen,
    };

    private static readonly IReadOnlyList<string> Sorts = [.. Keys.Keys, .. Keys.Keys.Select(key => "-" + key)];

    public string? Search { get; init; }

    public string Sort { get; init; } = DefaultSort;

    public int Page { get; init; } = 1;

    public static ExplorerRequest Read(QueryReader query, TimeProvider time) => new(UsageScope.Read(query, time))
    {
        Search = query.Text("search"),
        Sort = query.Choice("sort", Sorts) ?? DefaultSort,
        Page = query.Number("page", 1, 1, 1_000_000),
    };

    /// <summary>The groups that match the search, in order. The order that groups come in (cost, then calls) breaks ties.</summary>
    public IReadOnlyList<UsageGroup> Arrange(IReadOnlyList<UsageGroup> groups)
    {
        var found = Search is null
            ? groups
            : [.. groups.Where(g => g.Name?.Contains(Search, StringComparison.OrdinalIgnoreCase) == true)];
        return Sort.StartsWith('-')
            ? [.. found.OrderByDescending(Keys[Sort[1..]])]
            : [.. found.OrderBy(Keys[Sort])];
    }

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery()
    {
        var pairs = new List<KeyValuePair<string, string>>(Scope.ToQuery());
        if (Search is not null)
        {
            pairs.Add(new("search", Search));
        }

        if (Sort != DefaultSort)
        {
            pairs.Add(new("sort", Sort));
        }

        if (Page != 1)
        {
            pairs.Add(new("page", Page.ToString(CultureInfo.InvariantCulture)));
        }

        return pairs;
    }
}
