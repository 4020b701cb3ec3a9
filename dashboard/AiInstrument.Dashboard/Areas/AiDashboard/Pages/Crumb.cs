namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>The page that a page belongs to: stands before its heading and leads back.</summary>
/// <param name="Text">What it is called, in the reader's language.</param>
/// <param name="Href">Its address.</param>
internal sealed record Crumb(string Text, string Href);
