using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A page of a session's traces.</summary>
/// <param name="Id">The session, whose id may hold any character.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">Traces.</param>
internal sealed record SessionRequest(string Id, int Page, int PageSize) : IQueryRequest<SessionRequest>
{
    public static SessionRequest Read(QueryReader query, TimeProvider time) => new(
        query.Required("id", "Name the session.", "The session."), query.Number("page", 1, 1, 1_000_000, "The page."), query.Number("pageSize", 50, 1, 200, "Traces on a page."));
}
