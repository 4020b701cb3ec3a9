namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>The endpoint changes something: it asks for a signed-in admin and the antiforgery token of a page.</summary>
internal sealed record ApiAdminWrite;
