using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>The order of a list of records. Records with the same value are in the order of time, then of their ids, in the same direction.</summary>
/// <param name="Name">The name of requests.</param>
/// <param name="Descending">Whether the largest come first.</param>
/// <param name="FeaturesAreRenamed">Whether features have other ids today than in the rows.</param>
internal readonly record struct RecordSort(string Name, bool Descending, bool FeaturesAreRenamed)
{
    private const string Time = "time";

    // $renamed stands for the renames of features.
    private static readonly string CurrentFeature =
        $"coalesce((SELECT value FROM json_each($renamed) WHERE key = {RecordSql.Value("feature")}), {RecordSql.Value("feature")})";

    // What the rollups count.
    private static readonly Dictionary<string, DimensionKind> Dimensions = new(StringComparer.Ordinal)
    {
        ["model"] = DimensionKind.Model,
        ["provider"] = DimensionKind.Provider,
        ["feature"] = DimensionKind.Feature,
        ["category"] = DimensionKind.Category,
        ["route"] = DimensionKind.EntryPoint,
        ["organization"] = DimensionKind.Organization,
        ["user"] = DimensionKind.User,
        ["project"] = DimensionKind.Project,
        ["callsite"] = DimensionKind.CallSite,
        ["service"] = DimensionKind.Service,
    };

    // Nearly as many texts as records: nothing knows their order.
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["response"] = "i.response_id",
        ["document"] = RecordSql.Value("document"),
        ["session"] = RecordSql.Value("session"),
    };

    /// <summary>The names of requests.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [Time, .. OrderColumn.All.Select(column => column.Name).OfType<string>(), .. Dimensions.Keys, .. Texts.Keys];

    /// <summary>Whether records are in the order of their index.</summary>
    public bool IsByTime => Name == Time;

    /// <summary>The column by which records are kept in order, or null.</summary>
    public OrderColumn? Listed => OrderColumn.Find(Name);

    /// <summary>The dimension whose values the rollups count, or null.</summary>
    public DimensionKind? Dimension => Dimensions.TryGetValue(Name, out var kind) ? kind : null;

    /// <summary>The value by which records are sorted: a number, the id of a name, or 0 in the order of time. Null for texts.</summary>
    public string? Number => IsByTime ? "0" : Listed?.Sql ?? (Dimension is { } kind ? $"i.{Array.Find(DimensionColumns.All, entry => entry.Kind == kind).Column}" : null);

    /// <summary>Whether <see cref="Number"/> is the id of a name.</summary>
    public bool IsByName => Dimension is not null || Listed is { IsName: true };

    /// <summary>Behind ORDER BY.</summary>
    public string OrderBy => Descending ? $"{Column} DESC, i.start_unix_nano DESC, i.id DESC" : $"{Column}, i.start_unix_nano, i.id";

    /// <summary>The order that a query asks for; anything that is not known is the order of time.</summary>
    public static RecordSort Of(RecordQuery query, FeatureNames names)
    {
        var sort = query.Sort ?? "-" + Time;
        var name = sort.TrimStart('-');
        return new(Names.Contains(name) ? name : Time, sort is ['-', ..], names.HasAny);
    }

    private string Column => this switch
    {
        { IsByTime: true } => "i.start_unix_nano",
        { Name: "feature", FeaturesAreRenamed: true } => CurrentFeature,
        { Name: "route" } => RecordSql.Value("entry_point"),
        { Name: "callsite" } => RecordSql.Value("call_site"),
        { Dimension: not null } => RecordSql.Value(Name),
        { Listed: { IsName: true } named } => $"(SELECT value FROM dimension_values WHERE id = {named.Sql})",
        { Listed: { } listed } => listed.Sql,
        _ => Texts[Name],
    };
}
