using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The invoice lines of an organization's month.</summary>
/// <param name="Billing">Whose month.</param>
/// <param name="Csv">Whether as CSV.</param>
internal sealed record LinesRequest(BillingRequest Billing, bool Csv) : IQueryRequest<LinesRequest>
{
    public static LinesRequest Read(QueryReader query, TimeProvider time) => new(BillingRequest.Read(query, time), StatementRequest.Read(query, time).Csv);
}
