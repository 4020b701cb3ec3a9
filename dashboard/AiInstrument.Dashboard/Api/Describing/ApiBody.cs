namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>The body of a request.</summary>
/// <param name="Type">What it is as JSON; null for a file.</param>
/// <param name="About">One sentence.</param>
internal sealed record ApiBody(Type? Type, string About);
