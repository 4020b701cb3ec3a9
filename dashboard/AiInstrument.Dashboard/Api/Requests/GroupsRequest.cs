using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The explorer of a dimension.</summary>
/// <param name="Table">The rows.</param>
/// <param name="By">The dimension.</param>
/// <param name="Csv">Whether all of them as CSV.</param>
internal sealed record GroupsRequest(ExplorerRequest Table, Dimension By, bool Csv) : IQueryRequest<GroupsRequest>
{
    public static GroupsRequest Read(QueryReader query, TimeProvider time) => new(
        ExplorerRequest.Read(query, time),
        Dimension.FromParameter(query.Choice("by", [.. Dimension.All.Select(dimension => dimension.Parameter)], "The dimension.", Dimension.Feature.Parameter)) ?? Dimension.Feature,
        ReadCsv(query));

    /// <summary>Reads <c>format</c>.</summary>
    public static bool ReadCsv(QueryReader query) => query.Choice("format", ["json", "csv"], "`csv` for the rows of all pages as a file.", "json") == "csv";
}
