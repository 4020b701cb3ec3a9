using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>A way to group and narrow usage: its address, its query parameter and its place in a filter. Pages and API know dimensions only from here.</summary>
internal sealed record Dimension(
    UsageDimension Kind,
    string Slug,
    string Parameter,
    string Icon,
    Func<UsageFilter, string?> Get,
    Func<UsageFilter, string?, UsageFilter> Set)
{
    public static Dimension Feature { get; } = new(UsageDimension.Feature, "features", "feature", "feature", f => f.Feature, (f, v) => f with { Feature = v });

    public static Dimension EntryPoint { get; } = new(UsageDimension.EntryPoint, "routes", "route", "route", f => f.EntryPoint, (f, v) => f with { EntryPoint = v });

    public static Dimension Model { get; } = new(UsageDimension.Model, "models", "model", "model", f => f.Model, (f, v) => f with { Model = v });

    public static Dimension Provider { get; } = new(UsageDimension.Provider, "providers", "provider", "provider", f => f.Provider, (f, v) => f with { Provider = v });

    public static Dimension Category { get; } = new(UsageDimension.Category, "categories", "category", "category", f => f.Category, (f, v) => f with { Category = v });

    public static Dimension Organization { get; } = new(UsageDimension.Organization, "organizations", "organization", "organization", f => f.Organization, (f, v) => f with { Organization = v });

    public static Dimension User { get; } = new(UsageDimension.User, "users", "user", "user", f => f.User, (f, v) => f with { User = v });

    public static Dimension Project { get; } = new(UsageDimension.Project, "projects", "project", "project", f => f.Project, (f, v) => f with { Project = v });

    public static Dimension Service { get; } = new(UsageDimension.Service, "services", "service", "service", f => f.Service, (f, v) => f with { Service = v });

    /// <summary>Places in source. They narrow records and pages of their own; sums by call site and people are not kept.</summary>
    public static Dimension CallSite { get; } = new(UsageDimension.CallSite, "call-sites", "callsite", "code", f => f.CallSite, (f, v) => f with { CallSite = v });

    /// <summary>All dimensions in the order of the navigation, but call sites.</summary>
    public static IReadOnlyList<Dimension> All { get; } =
        [Feature, EntryPoint, Model, Provider, Category, Organization, User, Project, Service];

    /// <summary>What narrows records.</summary>
    public static IReadOnlyList<Dimension> OfRecords { get; } = [.. All, CallSite];

    /// <summary>What narrows the pages of call sites.</summary>
    public static IReadOnlyList<Dimension> OfCallSites { get; } = [Feature, EntryPoint, Model, Provider, Category, Service, CallSite];

    public static Dimension? FromSlug(string slug) => All.FirstOrDefault(d => string.Equals(d.Slug, slug, StringComparison.OrdinalIgnoreCase));

    public static Dimension? FromParameter(string? parameter) => All.FirstOrDefault(d => d.Parameter == parameter);

    /// <summary>Resource key of the heading, as in "Features".</summary>
    public string PluralKey => $"Dimension.{Kind}.Many";

    /// <summary>Resource key of the column, as in "Feature".</summary>
    public string SingularKey => $"Dimension.{Kind}.One";

    /// <summary>Resource key of what stands for calls without the dimension, as in "No feature".</summary>
    public string NoneKey => $"Dimension.{Kind}.None";

    /// <summary>Resource key of the sentence below the heading.</summary>
    public string AboutKey => $"Dimension.{Kind}.About";
}
