using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Records;

/// <summary>An export as its address describes it, beside the list.</summary>
/// <param name="Format"><c>csv</c> or <c>jsonl</c>.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Mark">Whether CSV begins with a byte order mark.</param>
/// <param name="End">Whether the last line says that the export is whole.</param>
internal sealed record RecordExport(string Format, IReadOnlyList<RecordColumn> Columns, bool Mark, bool End)
{
    public const string Csv = "csv";
    public const string Jsonl = "jsonl";

    public static IReadOnlyList<string> Formats { get; } = [Csv, Jsonl];

    /// <summary>The fields of a line; the record's id comes first.</summary>
    public IReadOnlyList<RecordField> Fields { get; } =
    [
        new("id", row => row.Id),
        .. Columns.SelectMany(column => column.Fields).DistinctBy(one => one.Name),
        new("counted", row => row.Counted),
    ];

    /// <summary>Reads the query; without <c>columns</c> an export has them all.</summary>
    public static RecordExport Read(QueryReader query) => new(
        query.Choice("format", Formats, "The format.", Csv),
        RecordsRequest.ReadColumns(query, RecordColumn.All),
        query.Flag("bom", "Whether CSV begins with a byte order mark, which some spreadsheets want."),
        query.Choice("end", ["true", "false"], "Whether the last line says that the export is whole.", "true") == "true");
}
