using System.Globalization;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Prices;

namespace AiInstrument.Dashboard.Scope;

/// <summary>A way to narrow records that is no dimension: its query parameter and its place in a <see cref="RecordNarrowing"/>. Pages and API know them only from here.</summary>
/// <param name="Parameter">The query parameter.</param>
/// <param name="About">One sentence for the document of the API.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Get">The value as its parameter is written, or null.</param>
/// <param name="Set">Narrows to a value that is what it should be.</param>
internal sealed record Narrowing(string Parameter, string About, NarrowingKind Kind, Func<RecordNarrowing, string?> Get, Func<RecordNarrowing, string, RecordNarrowing> Set)
{
    private const long MostMilliseconds = 1_000_000_000;

    /// <summary>All of them in the order of the form.</summary>
    public static IReadOnlyList<Narrowing> All { get; } =
    [
        Dollars("costMin", "Only records that cost at least so many dollars.", n => n.MinCostNanoUsd, (n, value) => n with { MinCostNanoUsd = value }),
        Dollars("costMax", "Only records that cost at most so many dollars.", n => n.MaxCostNanoUsd, (n, value) => n with { MaxCostNanoUsd = value }),
        Count("tokensMin", "Only records with at least so many tokens, input and output together.", n => n.MinTokens, (n, value) => n with { MinTokens = value }),
        Count("tokensMax", "Only records with at most so many tokens.", n => n.MaxTokens, (n, value) => n with { MaxTokens = value }),
        Milliseconds("durationMin", "Only calls that took at least so many milliseconds.", n => n.MinDuration, (n, value) => n with { MinDuration = value }),
        Milliseconds("durationMax", "Only calls that took at most so many milliseconds.", n => n.MaxDuration, (n, value) => n with { MaxDuration = value }),
        new("errorType", "Only calls that failed with exactly this type.", NarrowingKind.Text, n => n.ErrorType, (n, value) => n with { ErrorType = value }),
        new("finishReason", "Only calls that ended for exactly this reason.", NarrowingKind.Text, n => n.FinishReason, (n, value) => n with { FinishReason = value }),
        new("requestModel", "Only calls that asked for exactly this model.", NarrowingKind.Text, n => n.RequestModel, (n, value) => n with { RequestModel = value }),
        new("responseModel", "Only calls that exactly this model answered.", NarrowingKind.Text, n => n.ResponseModel, (n, value) => n with { ResponseModel = value }),
        new("operation", "Only calls of exactly this operation.", NarrowingKind.Text, n => n.Operation, (n, value) => n with { Operation = value }),
        new("document", "Only calls about exactly this document.", NarrowingKind.Text, n => n.Document, (n, value) => n with { Document = value }),
        new("session", "Only calls of exactly this session.", NarrowingKind.Text, n => n.Session, (n, value) => n with { Session = value }),
        Flag("streaming", "Only calls whose answer was streamed, or was not.", n => n.Streaming, (n, value) => n with { Streaming = value }),
        Flag("retry", "Only calls that were attempts after the first, or were not.", n => n.IsRetry, (n, value) => n with { IsRetry = value }),
        Flag("override", "Only calls that went over a budget on purpose, or did not.", n => n.IsOverride, (n, value) => n with { IsOverride = value }),
    ];

    /// <summary>Resource key of its name.</summary>
    public string Key => "Narrowing." + Parameter;

    /// <summary>Reads all of them from a query.</summary>
    public static RecordNarrowing Read(QueryReader query) =>
        All.Aggregate(RecordNarrowing.None, (narrowing, one) => one.Read(query, query.Text(one.Parameter, one.About)) is { } value ? one.Set(narrowing, value) : narrowing);

    // What the parameter says, when it is what it should be.
    private string? Read(QueryReader query, string? text)
    {
        var problem = text is null ? null : Kind switch
        {
            NarrowingKind.Dollars when TypedNumber.ReadNano(text) is null => "no amount of dollars such as 0.25, with at most nine decimals",
            NarrowingKind.Count when Whole(text, long.MaxValue) is null => "no whole number",
            NarrowingKind.Milliseconds when Whole(text, MostMilliseconds) is null => "no whole number of milliseconds",
            NarrowingKind.Flag when text is not ("true" or "false") => "neither true nor false",
            _ => null,
        };
        if (problem is null)
        {
            return text;
        }

        query.Problem(Parameter, $"'{text}' is {problem}.");
        return null;
    }

    private static Narrowing Dollars(string parameter, string about, Func<RecordNarrowing, long?> get, Func<RecordNarrowing, long?, RecordNarrowing> set) => new(
        parameter, about, NarrowingKind.Dollars, n => get(n) is { } nano ? TypedNumber.WriteDollars(nano) : null, (n, text) => set(n, TypedNumber.ReadNano(text)));

    private static Narrowing Count(string parameter, string about, Func<RecordNarrowing, long?> get, Func<RecordNarrowing, long?, RecordNarrowing> set) => new(
        parameter, about, NarrowingKind.Count, n => Text(get(n)), (n, text) => set(n, Whole(text, long.MaxValue)));

    private static Narrowing Milliseconds(string parameter, string about, Func<RecordNarrowing, TimeSpan?> get, Func<RecordNarrowing, TimeSpan?, RecordNarrowing> set) => new(
        parameter,
        about,
        NarrowingKind.Milliseconds,
        n => Text(get(n)?.Ticks / TimeSpan.TicksPerMillisecond),
        (n, text) => set(n, Whole(text, MostMilliseconds) is { } milliseconds ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond) : null));

    private static Narrowing Flag(string parameter, string about, Func<RecordNarrowing, bool?> get, Func<RecordNarrowing, bool?, RecordNarrowing> set) => new(
        parameter, about, NarrowingKind.Flag, n => get(n) switch { true => "true", false => "false", null => null }, (n, text) => set(n, text == "true"));

    private static long? Whole(string text, long most) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
