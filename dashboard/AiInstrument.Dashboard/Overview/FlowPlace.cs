namespace AiInstrument.Dashboard.Overview;

/// <summary>A place in a column of the flow.</summary>
/// <param name="Name">The value; null for calls without one, and for the rest.</param>
/// <param name="IsRest">Everything that has no place of its own.</param>
internal sealed record FlowPlace(string? Name, bool IsRest);
