namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>Something that narrows the page, with the address of the page without it.</summary>
/// <param name="Name">What narrows.</param>
/// <param name="Value">To what.</param>
/// <param name="Href">The page without it.</param>
internal sealed record FilterChip(string Name, string Value, string Href);
