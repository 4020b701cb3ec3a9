namespace AiInstrument.Collector.Queries.Registry;

/// <summary>A property of a call site (<c>feature</c>, <c>model</c>, <c>operation</c>, <c>reason</c>, <c>state</c>) or of a feature (<c>category</c>, <c>owner</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">In the previous build; null for none, and where the thing was added.</param>
/// <param name="After">In the latest build; null for none, and where the thing was removed.</param>
public sealed record ChangedProperty(string Name, string? Before, string? After);
