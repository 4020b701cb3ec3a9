using AiInstrument.Dashboard.Records;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>The records of a list as a file.</summary>
/// <param name="List">The list; its page says nothing here.</param>
/// <param name="Export">How.</param>
internal sealed record RecordsExportRequest(RecordsRequest List, RecordExport Export) : IQueryRequest<RecordsExportRequest>
{
    public static RecordsExportRequest Read(QueryReader query, TimeProvider time) => new(RecordsRequest.Read(query, time), RecordExport.Read(query));
}
