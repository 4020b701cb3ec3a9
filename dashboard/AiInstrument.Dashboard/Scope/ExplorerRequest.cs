using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Prices;

namespace AiInstrument.Dashboard.Scope;

/// <summary>The explorer's table as its address describes it; the page and the API read the same parameters.</summary>
/// <param name="Scope">Days and filter.</param>
internal sealed record ExplorerRequest(UsageScope Scope) : IQueryRequest<ExplorerRequest>
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 200;

    /// <summary>Compares with as many days before, or the month before.</summary>
    public const string Previous = "previous";

    private const string DefaultSort = "-cost";

    private static readonly Dictionary<string, Func<ExplorerRow, IComparable?>> Keys = new(StringComparer.Ordinal)
    {
        ["cost"] = row => row.Totals.CostNanoUsd,
        ["calls"] = row => row.Totals.Calls,
        ["tokens"] = row => row.Tokens,
        ["failed"] = row => row.Totals.Failed,
        ["input"] = row => row.Totals.InputTokens,
        ["output"] = row => row.Totals.OutputTokens,
        ["duration"] = row => row.MeanDurationMs,
        ["seen"] = row => row.LastSeen,
        ["change"] = row => row.Totals.CostNanoUsd - row.Compared.CostNanoUsd,
        ["change-calls"] = row => row.Totals.Calls - row.Compared.Calls,
        ["change-tokens"] = row => row.Tokens - row.TokensBefore,
        ["change-failed"] = row => row.Totals.Failed - row.Compared.Failed,
        ["change-duration"] = row => row.MeanDurationMs - row.MeanDurationBeforeMs,
    };

    /// <summary>What <c>sort</c> may be, upward.</summary>
    public static IReadOnlyList<string> SortKeys { get; } = ["name", .. Keys.Keys];

    private static readonly IReadOnlyList<string> Sorts = [.. SortKeys, .. SortKeys.Select(key => "-" + key)];

    /// <summary>Text within the name, whatever its case.</summary>
    public string? Search { get; init; }

    /// <summary><see cref="Previous"/> or a period; null compares with nothing.</summary>
    public string? Compare { get; init; }

    /// <summary>The days that <see cref="Compare"/> names.</summary>
    public UsageWindow? Other { get; init; }

    /// <summary>Only names with calls that have no price, in one of the periods.</summary>
    public bool OnlyUnpriced { get; init; }

    /// <summary>Only names with calls that failed, in one of the periods.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>Only names that cost as much in one of the periods, in nano-dollars.</summary>
    public long? MinCostNanoUsd { get; init; }

    /// <summary>Only names with as many calls in one of the periods.</summary>
    public int? MinCalls { get; init; }

    public string Sort { get; init; } = DefaultSort;

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>Whether something but the filter narrows the rows, so that they are not all of the scope's usage.</summary>
    public bool NarrowsRows => Search is not null || OnlyUnpriced || OnlyFailed || MinCostNanoUsd is not null || MinCalls is not null;

    public static ExplorerRequest Read(QueryReader query, TimeProvider time) => Read(query, time, Dimension.All);

    /// <summary>Reads the parameters.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="time">Tells today.</param>
    /// <param name="dimensions">What may narrow.</param>
    public static ExplorerRequest Read(QueryReader query, TimeProvider time, IReadOnlyList<Dimension> dimensions)
    {
        var scope = UsageScope.Read(query, time, dimensions);
        var compare = query.Text("compare", "What to compare with: `previous` for as many days before, or any other period.", Previous);
        var other = OtherOf(query, scope.Window, compare, time);
        var least = query.Number("callsMin", 0, 0, int.MaxValue, "Only names with as many calls in one of the periods.");
        return new ExplorerRequest(scope)
        {
            Search = query.Text("search", "Text within the name, whatever its case."),
            Compare = other is null ? null : compare,
            Other = other,
            OnlyUnpriced = query.Flag("unpriced", "Whether to list only names with calls that have no price, in one of the periods."),
            OnlyFailed = query.Flag("failures", "Whether to list only names with calls that failed, in one of the periods."),
            MinCostNanoUsd = query.Parsed<long>("costMin", ReadDollars, "amount of dollars", "0.25", "Only names that cost as many dollars in one of the periods."),
            MinCalls = least > 0 ? least : null,
            Sort = query.Choice("sort", Sorts, "The order, downward with a leading minus.", DefaultSort),
            Page = query.Number("page", 1, 1, 1_000_000, "The page."),
            PageSize = query.Number("pageSize", DefaultPageSize, 1, MaxPageSize, "Names on a page."),
        };
    }

    /// <summary>The rows that match, in order. The order that they come in breaks ties, so that pages are stable.</summary>
    public IReadOnlyList<ExplorerRow> Arrange(IEnumerable<ExplorerRow> rows)
    {
        var found = rows.Where(Matches);
        return Sort switch
        {
            "name" => [.. found.OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase)],
            "-name" => [.. found.OrderByDescending(row => row.Name, StringComparer.OrdinalIgnoreCase)],
            ['-', .. var key] => [.. found.OrderByDescending(Keys[key])],
            _ => [.. found.OrderBy(Keys[Sort])],
        };
    }

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery()
    {
        var pairs = new List<KeyValuePair<string, string>>(Scope.ToQuery());
        Add("search", Search);
        Add("compare", Compare);
        Add("unpriced", OnlyUnpriced ? "true" : null);
        Add("failures", OnlyFailed ? "true" : null);
        Add("costMin", MinCostNanoUsd is { } cost ? TypedNumber.WriteDollars(cost) : null);
        Add("callsMin", MinCalls?.ToString(CultureInfo.InvariantCulture));
        Add("sort", Sort == DefaultSort ? null : Sort);
        Add("pageSize", PageSize == DefaultPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture));
        Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        return pairs;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                pairs.Add(new(name, value));
            }
        }
    }

    /// <summary>The days to compare with; null for none, and where nothing is before all time. A running month compares to as many days of the month before.</summary>
    public static UsageWindow? OtherOf(QueryReader query, UsageWindow window, string? compare, TimeProvider time)
    {
        if (compare is null or Previous)
        {
            return compare is null ? null : window.Previous(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        }

        if (UsageWindow.TryParse(compare, time, out var other))
        {
            return other;
        }

        query.Problem("compare", $"'{compare}' is neither {Previous} nor a period.");
        return null;
    }

    private static bool ReadDollars(string text, out long nanoUsd)
    {
        var read = TypedNumber.ReadNano(text);
        nanoUsd = read ?? 0;
        return read is not null;
    }

    private bool Matches(ExplorerRow row) =>
        (Search is null || row.Found(Search))
        && (!OnlyUnpriced || row.Totals.UnpricedCalls > 0 || row.Compared.UnpricedCalls > 0)
        && (!OnlyFailed || row.Totals.Failed > 0 || row.Compared.Failed > 0)
        && (MinCostNanoUsd is not { } cost || Math.Max(row.Totals.CostNanoUsd, row.Compared.CostNanoUsd) >= cost)
        && (MinCalls is not { } calls || Math.Max(row.Totals.Calls, row.Compared.Calls) >= calls);
}
