namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>A row of alternatives of which one is shown.</summary>
/// <param name="Label">What is chosen.</param>
/// <param name="Items">The alternatives.</param>
internal sealed record Segments(string Label, IEnumerable<Segment> Items);

/// <summary>One alternative.</summary>
internal sealed record Segment(string Name, string Href, bool Current);
