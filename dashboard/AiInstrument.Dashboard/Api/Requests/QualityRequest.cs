using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>Quality of a scope, and by a dimension.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="By">The dimension, or null.</param>
internal sealed record QualityRequest(UsageScope Scope, Dimension? By) : IQueryRequest<QualityRequest>
{
    public static QualityRequest Read(QueryReader query, TimeProvider time) => new(
        UsageScope.Read(query, time),
        Dimension.FromParameter(query.Choice("by", [.. Dimension.All.Select(dimension => dimension.Parameter)], "Also by this dimension.")));
}
