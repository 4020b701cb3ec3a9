using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>Days, of what nothing narrows.</summary>
/// <param name="Window">The days.</param>
internal sealed record PeriodRequest(UsageWindow Window) : IQueryRequest<PeriodRequest>
{
    public static PeriodRequest Read(QueryReader query, TimeProvider time) => new(UsageScope.ReadDays(query, time));
}
