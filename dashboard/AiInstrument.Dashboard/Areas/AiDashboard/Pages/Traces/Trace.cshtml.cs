using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Traces;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Traces;

/// <summary>One trace: its calls as a tree, when each ran, what each pays for and why, and each subtree's cost.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class TraceModel(IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int PageSize = 200;

    public TraceView? Found { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(string id, CancellationToken cancellationToken)
    {
        var page = Read(query => query.Number("page", 1, 1, 1_000_000));
        Found = await queries.GetTraceAsync(Workspace, id, page, PageSize, cancellationToken).ConfigureAwait(false);
        Section = "traces";
        Windowed = false;
        Scope = Read(query => UsageScope.Read(query, time));
        if (Found is not { } trace)
        {
            Title = text["Trace.NotFound"];
            HasHeading = false;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Title = text["Trace.Title", trace.TraceId];
        About = Figures.FullMoment(trace.Start);
        Pager = new Pager(page, PageSize, trace.NodeCount, next => links.Trace(trace.TraceId, next));
    }
}
