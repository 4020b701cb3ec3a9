using System.Globalization;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Records;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Scope;

/// <summary>A list of records as its address describes it; the page and the API read the same parameters.</summary>
/// <param name="Scope">Days and filter.</param>
internal sealed record RecordsRequest(UsageScope Scope) : IQueryRequest<RecordsRequest>
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 200;

    public static IReadOnlyList<string> Statuses { get; } = ["ok", "error", "cancelled", "unpriced", "estimated", "uncounted"];

    private static readonly IReadOnlyList<string> Sorts = [.. RecordQuery.Sorts, .. RecordQuery.Sorts.Select(key => "-" + key)];

    public RecordNarrowing Narrowing { get; init; } = RecordNarrowing.None;

    public string? Search { get; init; }

    public string? Status { get; init; }

    public string? Sort { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    public bool IncludeUncounted { get; init; }

    /// <summary>The columns that are shown, in their order.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; init; } = RecordColumn.Usual;

    /// <summary>Where the list goes on.</summary>
    public RecordCursor? After { get; init; }

    /// <summary>Where the list goes back from.</summary>
    public RecordCursor? Back { get; init; }

    /// <summary>Where a search goes on: only what began before.</summary>
    public DateTimeOffset? Before { get; init; }

    public static RecordsRequest Read(QueryReader query, TimeProvider time) => new(UsageScope.Read(query, time, Dimension.OfRecords))
    {
        Narrowing = Dashboard.Scope.Narrowing.Read(query),
        Search = query.Text("search", "Text in ids, names or errors, among the newest records; the 32 digits of a trace id find it wherever it is."),
        Status = query.Choice("status", Statuses, "Only records with this status; `uncounted` is what does not count, among the newest records."),
        Sort = query.Choice("sort", Sorts, "The order, downward with a leading minus; `-time` where it is left out."),
        Page = query.Number("page", 1, 1, 1_000_000, "The page."),
        PageSize = query.Number("pageSize", DefaultPageSize, 1, MaxPageSize, "Records on a page."),
        IncludeUncounted = query.Flag("uncounted", "Whether to list spans too that do not count, among the newest records."),
        Before = query.Instant("before", "Where a search or a list with uncounted spans goes on: the `older` of the answer before."),
        Columns = ReadColumns(query),
        After = ReadCursor(query, "after", "Where the page begins: the `next` of the answer before, in place of `page`."),
        Back = ReadCursor(query, "back", "Where the page ends: the `previous` of an answer, in place of `page`."),
    };

    /// <summary>The columns that a query names, and the usual ones when it names none. The one that <c>forward</c> names is moved one place forward.</summary>
    public static IReadOnlyList<RecordColumn> ReadColumns(QueryReader query, IReadOnlyList<RecordColumn>? usual = null)
    {
        var columns = new List<RecordColumn>();
        foreach (var key in query.Text("columns", "The columns of the page and the fields of an export, separated by commas; the usual ones of the page and all of an export where it is left out.", "time,model,cost")?.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal) ?? [])
        {
            if (RecordColumn.Find(key) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                query.Problem("columns", $"'{key}' is none of {string.Join(", ", RecordColumn.All.Select(known => known.Key))}.");
            }
        }

        if (query.Choice("forward", [.. RecordColumn.All.Select(known => known.Key)], "The column that moves one place forward.") is { } moved && columns.FindIndex(column => column.Key == moved) is > 0 and var place)
        {
            (columns[place - 1], columns[place]) = (columns[place], columns[place - 1]);
        }

        return columns.Count == 0 ? usual ?? RecordColumn.Usual : columns;
    }

    private static RecordCursor? ReadCursor(QueryReader query, string name, string about)
    {
        var text = query.Text(name, about);
        var cursor = RecordCursor.Parse(text);
        if (text is not null && cursor is null)
        {
            query.Problem(name, $"'{text}' is no place in a list; take it from a list's answer.");
        }

        return cursor;
    }

    /// <summary>The list as a saved view keeps it: an address that always says something, so that it is not taken for none.</summary>
    public string ViewQuery => QueryString.Create([
        .. Scope.ToQuery().Any(pair => pair.Key == "period") ? [] : (KeyValuePair<string, string?>[])[new("period", Scope.Window.Period)],
        .. (AtStart with { Before = null }).ToQuery().Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
    ]).Value![1..];

    /// <summary>The list from its beginning.</summary>
    public RecordsRequest AtStart => this with { Page = 1, After = null, Back = null };

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
        After = After,
        Back = Back,
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
        Add("columns", Columns.SequenceEqual(RecordColumn.Usual) ? null : string.Join(',', Columns.Select(column => column.Key)));
        Add("before", Before?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("pageSize", PageSize == DefaultPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture));
        Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        Add("after", After?.ToString());
        Add("back", Back?.ToString());
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
