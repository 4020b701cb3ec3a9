using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A page of a trace's tree.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">Rows.</param>
internal sealed record TraceRequest(int Page, int PageSize) : IQueryRequest<TraceRequest>
{
    public static TraceRequest Read(QueryReader query, TimeProvider time) =>
        new(query.Number("page", 1, 1, 1_000_000, "The page."), query.Number("pageSize", 200, 1, 1000, "Rows of the tree on a page."));
}
