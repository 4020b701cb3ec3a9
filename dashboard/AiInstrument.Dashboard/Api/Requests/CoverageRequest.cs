using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Coverage;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The registry against traffic.</summary>
/// <param name="Days">The days in which traffic is looked for.</param>
/// <param name="State">Only call sites in this state; null for all.</param>
internal sealed record CoverageRequest(UsageWindow Days, string? State) : IQueryRequest<CoverageRequest>
{
    public static CoverageRequest Read(QueryReader query, TimeProvider time) =>
        new(UsageScope.ReadDays(query, time), query.Choice("state", CallSiteState.All, "Only call sites in this state."));
}
