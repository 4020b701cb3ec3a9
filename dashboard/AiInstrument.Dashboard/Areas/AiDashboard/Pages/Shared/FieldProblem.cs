namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>What is wrong with a field of a form.</summary>
/// <param name="Id">The element that says so, for <c>aria-describedby</c>.</param>
/// <param name="Message">In the reader's language.</param>
internal sealed record FieldProblem(string Id, string Message);
