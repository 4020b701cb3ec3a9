using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Billing;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The running month's forecast.</summary>
/// <param name="Filter">Only calls that fit.</param>
/// <param name="By">Also by this dimension, or null.</param>
/// <param name="Top">How many groups.</param>
internal sealed record ForecastRequest(UsageFilter Filter, Dimension? By, int Top) : IQueryRequest<ForecastRequest>
{
    private const int MostGroups = 100;

    public static ForecastRequest Read(QueryReader query, TimeProvider time) => new(
        UsageScope.ReadFilter(query),
        Dimension.FromParameter(query.Choice("by", [.. ForecastModel.Choices.Select(choice => choice.Parameter)], "Also by this dimension.")),
        query.Number("top", 20, 1, MostGroups, "How many groups; the rest is one more."));
}
