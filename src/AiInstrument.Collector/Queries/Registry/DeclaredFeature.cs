namespace AiInstrument.Collector.Queries.Registry;

/// <summary>A feature as code declares it. Where several services declare it, what the newest of their builds says.</summary>
/// <param name="Id">The id.</param>
/// <param name="Category">The category, or null.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="Purpose">What it is for, or null.</param>
/// <param name="FormerIds">The ids that it had before.</param>
/// <param name="Services">The services that declare it.</param>
public sealed record DeclaredFeature(string Id, string? Category, string? Owner, string? Purpose, IReadOnlyList<string> FormerIds, IReadOnlyList<string> Services);
