namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>The endpoint answers 404 where there is nothing, or nothing that the caller may see.</summary>
internal sealed record ApiMissing;
