namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>A part of an endpoint's path.</summary>
/// <param name="Name">As the pattern calls it.</param>
/// <param name="About">One sentence.</param>
internal sealed record ApiPathParameter(string Name, string About);
