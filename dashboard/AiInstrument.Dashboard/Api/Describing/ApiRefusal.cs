namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>A problem that an endpoint may answer beyond the usual ones.</summary>
/// <param name="Status">The status code.</param>
/// <param name="About">When.</param>
internal sealed record ApiRefusal(int Status, string About);
