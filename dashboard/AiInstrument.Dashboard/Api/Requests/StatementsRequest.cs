using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>Closed months.</summary>
/// <param name="Organization">Only of this organization; null for all.</param>
internal sealed record StatementsRequest(string? Organization) : IQueryRequest<StatementsRequest>
{
    public static StatementsRequest Read(QueryReader query, TimeProvider time) => new(query.Text("organization", "Only statements of this organization."));
}
