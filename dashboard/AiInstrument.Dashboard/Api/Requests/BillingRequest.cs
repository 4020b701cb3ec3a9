using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Billing;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>An organization's month.</summary>
/// <param name="Organization">The organization; empty for calls of none.</param>
/// <param name="Month">The month.</param>
internal sealed record BillingRequest(string Organization, CalendarMonth Month) : IQueryRequest<BillingRequest>
{
    public static BillingRequest Read(QueryReader query, TimeProvider time)
    {
        var organization = query.Text("organization", "The organization; needed unless `none` is true.");
        var none = query.Flag("none", "Whether the calls of no organization are meant.");
        if (organization is null && !none)
        {
            query.Problem("organization", "Name the organization, or say none=true for the calls of none.");
        }

        return new(organization ?? "", BillingReader.Month(query, time));
    }
}
