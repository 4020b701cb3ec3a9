using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The newest traces.</summary>
/// <param name="Top">How many.</param>
internal sealed record TracesRequest(int Top) : IQueryRequest<TracesRequest>
{
    public static TracesRequest Read(QueryReader query, TimeProvider time) => new(query.Number("top", 50, 1, 200, "How many traces."));
}
