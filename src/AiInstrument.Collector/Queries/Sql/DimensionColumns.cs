using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>Where each dimension is kept. Column names in SQL come from here and never from a request.</summary>
internal static class DimensionColumns
{
    /// <summary>Every dimension with its column, its kind of value and its place in a filter.</summary>
    public static readonly (UsageDimension Dimension, string Column, DimensionKind Kind, Func<UsageFilter, string?> Filter)[] All =
    [
        (UsageDimension.Model, "model_id", DimensionKind.Model, filter => filter.Model),
        (UsageDimension.Provider, "provider_id", DimensionKind.Provider, filter => filter.Provider),
        (UsageDimension.Feature, "feature_id", DimensionKind.Feature, filter => filter.Feature),
        (UsageDimension.Category, "category_id", DimensionKind.Category, filter => filter.Category),
        (UsageDimension.EntryPoint, "entry_point_id", DimensionKind.EntryPoint, filter => filter.EntryPoint),
        (UsageDimension.Organization, "organization_id", DimensionKind.Organization, filter => filter.Organization),
        (UsageDimension.User, "user_id", DimensionKind.User, filter => filter.User),
        (UsageDimension.Project, "project_id", DimensionKind.Project, filter => filter.Project),
        (UsageDimension.Service, "service_id", DimensionKind.Service, filter => filter.Service),
        (UsageDimension.CallSite, "call_site_id", DimensionKind.CallSite, filter => filter.CallSite),
    ];

    /// <summary>The column of a dimension.</summary>
    public static string Of(UsageDimension dimension) => Array.Find(All, entry => entry.Dimension == dimension).Column
        ?? throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "No such dimension.");

    /// <summary>The kind of a dimension's values.</summary>
    public static DimensionKind KindOf(UsageDimension dimension) => Array.Find(All, entry => entry.Dimension == dimension).Kind;

    /// <summary>Whether hours can answer: the hourly rollup leaves organization, user, project and call site out, and is many times smaller for that.</summary>
    public static bool InHours(UsageFilter filter, UsageDimension? dimension) =>
        filter is { Organization: null, Organizations: null, User: null, Project: null, CallSite: null }
        && dimension is not (UsageDimension.Organization or UsageDimension.User or UsageDimension.Project or UsageDimension.CallSite);
}
