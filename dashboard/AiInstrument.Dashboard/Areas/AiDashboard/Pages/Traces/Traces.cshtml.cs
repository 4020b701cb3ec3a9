using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Traces;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Traces;

/// <summary>The newest traces, and the way to a trace, a session or a record by its id.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class TracesModel(IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int Most = 50;

    public IReadOnlyList<TraceSummary> Latest { get; private set; } = [];

    /// <summary>What was looked for and is nothing; null when nothing was.</summary>
    public string? Sought { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "traces";
        Windowed = false;
        Title = text["Nav.Traces"];
        About = text["Traces.About"];
        (Scope, Sought) = Read(query => (UsageScope.Read(query, time), query.Text("find")?.Trim()));
        if (Sought is not null)
        {
            if (await FindAsync(Sought, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return LocalRedirect(found);
            }

            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        Latest = await queries.GetLatestTracesAsync(Workspace, Most, cancellationToken).ConfigureAwait(false);
        return Page();
    }

    // What looks like one thing may be another: a session's id is any text.
    private async Task<string?> FindAsync(string id, CancellationToken cancellationToken) =>
        await queries.GetTraceAsync(Workspace, id, 1, 1, cancellationToken).ConfigureAwait(false) is { } trace ? links.Trace(trace.TraceId)
        : await queries.GetSessionAsync(Workspace, id, 1, 1, cancellationToken).ConfigureAwait(false) is { } session ? links.Session(session.SessionId)
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var record)
            && await queries.GetRecordAsync(Workspace, record, cancellationToken).ConfigureAwait(false) is not null ? links.Record(record)
        : null;
}
