using System.Globalization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>A list of records as its address describes it; the page and the API read the same parameters.</summary>
/// <param name="Scope">Days and filter.</param>
internal sealed record RecordsRequest(UsageScope Scope) : IQueryRequest<RecordsRequest>
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 200;

    public static IReadOnlyList<string> Statuses { get; } = ["ok", "error", "cancelled", "unpriced", "estimated"];

    public static IReadOnlyList<string> SortKeys { get; } = ["time", "cost", "input", "output", "duration", "model", "feature"];

    private static readonly IReadOnlyList<string> Sorts = [.. SortKeys, .. SortKeys.Select(key => "-" + key)];

    public RecordNarrowing Narrowing { get; init; } = RecordNarrowing.None;

    public string? Search { get; init; }

    public string? Status { get; init; }

    public string? Sort { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    public bool IncludeUncounted { get; init; }

    /// <summary>Where a search goes on: only what began before.</summary>
    public DateTimeOffset? Before { get; init; }

    public static RecordsRequest Read(QueryReader query, TimeProvider time) => new(UsageScope.Read(query, time, Dimension.OfRecords))
    {
        Narrowing = Dashboard.Scope.Narrowing.Read(query),
        Search = query.Text("search", "Text in ids, names or errors, among the newest records; the 32 digits of a trace id find it wherever it is."),
        Status = query.Choice("status", Statuses, "Only records with this status."),
        Sort = query.Choice("sort", Sorts, "The order, downward with a leading minus; `-time` where it is left out."),
        Page = query.Number("page", 1, 1, 1_000_000, "The page."),
        PageSize = query.Number("pageSize", DefaultPageSize, 1, MaxPageSize, "Records on a page."),
        IncludeUncounted = query.Flag("uncounted", "Whether to list spans too that do not count, among the newest records."),
        Before = query.Instant("before", "Where a search or a list with uncounted spans goes on: the `older` of the answer before."),
    };

    public RecordQuery ToRecordQuery() => new()
    {
        Window = Scope.Window,
        Filter = Scope.Filter,
        Narrowing = Narrowing,
        Search = Search,
        Status = Status,
        Sort = Sort,
        Page = Page,
        PageSize = PageSize,
        IncludeUncounted = IncludeUncounted,
        Before = Before,
    };

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery()
    {
        var pairs = new List<KeyValuePair<string, string>>(Scope.ToQuery());
        foreach (var narrowing in Dashboard.Scope.Narrowing.All)
        {
            Add(narrowing.Parameter, narrowing.Get(Narrowing));
        }

        Add("search", Search);
        Add("status", Status);
        Add("sort", Sort);
        Add("uncounted", IncludeUncounted ? "true" : null);
        Add("before", Before?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
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
}
