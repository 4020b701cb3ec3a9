using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The explorer of a dimension.</summary>
/// <param name="Table">The rows.</param>
/// <param name="By">The dimension.</param>
internal sealed record GroupsRequest(ExplorerRequest Table, Dimension By) : IQueryRequest<GroupsRequest>
{
    public static GroupsRequest Read(QueryReader query, TimeProvider time) => new(
        ExplorerRequest.Read(query, time),
        Dimension.FromParameter(query.Choice("by", [.. Dimension.All.Select(dimension => dimension.Parameter)], "The dimension.", Dimension.Feature.Parameter)) ?? Dimension.Feature);
}
