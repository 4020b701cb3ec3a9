namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>What went wrong, in the place of a page.</summary>
internal sealed record Problem(string Title, string Detail);
