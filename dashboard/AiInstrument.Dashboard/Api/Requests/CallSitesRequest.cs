using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The explorer of call sites.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Csv">Whether all of them as CSV.</param>
internal sealed record CallSitesRequest(ExplorerRequest Table, bool Csv) : IQueryRequest<CallSitesRequest>
{
    public static CallSitesRequest Read(QueryReader query, TimeProvider time) => new(ExplorerRequest.Read(query, time, Dimension.OfCallSites), GroupsRequest.ReadCsv(query));
}
