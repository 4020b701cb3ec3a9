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

/// <summary>One session (conversation): its traces with their sums.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class SessionModel(IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int PageSize = 50;

    public SessionView? Found { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (id, page) = Read(query => (query.Text("id"), query.Number("page", 1, 1, 1_000_000)));
        Found = id is null ? null : await queries.GetSessionAsync(Workspace, id, page, PageSize, cancellationToken).ConfigureAwait(false);
        Section = "traces";
        Windowed = false;
        Scope = Read(query => UsageScope.Read(query, time));
        if (Found is not { } session)
        {
            Title = text["Session.NotFound"];
            HasHeading = false;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Title = text["Session.Title", session.SessionId];
        About = Figures.FullMoment(session.Start);
        Pager = new Pager(page, PageSize, session.TraceCount, next => links.Session(session.SessionId, next));
    }
}
