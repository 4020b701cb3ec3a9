
using AiInstrument.Catalog.Features;

namespace AiInstrument.Generators.Specs;

/// <summary>A declared feature.</summary>
internal sealed record FeatureSpec(string Id, string? Category, string? Owner, string? Purpose, EquatableArray<string> FormerIds, EquatableArray<DeclaredBudget> Budgets);

/// <summary>An HTTP endpoint. The pattern starts with a slash.</summary>
internal sealed record RouteSpec(string Method, string Pattern);

/// <summary>Something with the generated property that gives it.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <param name="Property">The property's name.</param>
/// <param name="Value">The thing.</param>
internal sealed record Named<T>(string Property, T Value);
