namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>A list of facts on a record's page.</summary>
/// <param name="Id">The heading's resource key behind <c>Record.</c>, and the heading's id.</param>
/// <param name="Facts">The facts.</param>
internal sealed record RecordCard(string Id, IReadOnlyList<RecordFact> Facts);

/// <summary>One fact.</summary>
/// <param name="Key">The resource key of its name.</param>
/// <param name="Value">The value; null when it is not known.</param>
/// <param name="Href">What it leads to: all records that share it, the trace, the session; or null.</param>
internal sealed record RecordFact(string Key, string? Value, string? Href = null);
