using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A timeline by a dimension.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="By">The dimension.</param>
/// <param name="Top">How many groups.</param>
internal sealed record SeriesRequest(UsageScope Scope, Dimension By, int Top) : IQueryRequest<SeriesRequest>
{
    public static SeriesRequest Read(QueryReader query, TimeProvider time) => new(
        UsageScope.Read(query, time),
        Dimension.FromParameter(query.Choice("by", [.. Dimension.All.Select(dimension => dimension.Parameter)], "The dimension of the groups.", Dimension.Model.Parameter)) ?? Dimension.Model,
        query.Number("top", 6, 1, 20, "How many groups, those with the highest cost; the rest is one more."));
}
