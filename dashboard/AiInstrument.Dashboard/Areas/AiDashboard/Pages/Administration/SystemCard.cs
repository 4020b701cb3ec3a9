namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>Facts on the system page.</summary>
/// <param name="Id">The heading's resource key behind <c>System.</c>, and the heading's id.</param>
/// <param name="Facts">Names and values in the reader's language; none where there is nothing to tell.</param>
internal sealed record SystemCard(string Id, IReadOnlyList<(string Name, string Value)> Facts);
