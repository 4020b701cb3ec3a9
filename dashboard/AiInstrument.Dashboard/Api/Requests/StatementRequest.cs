using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>How lines are written.</summary>
/// <param name="Csv">Whether as CSV.</param>
internal sealed record StatementRequest(bool Csv) : IQueryRequest<StatementRequest>
{
    public static StatementRequest Read(QueryReader query, TimeProvider time) => new(query.Choice("format", ["json", "csv"], "How the lines are written.", "json") == "csv");
}
