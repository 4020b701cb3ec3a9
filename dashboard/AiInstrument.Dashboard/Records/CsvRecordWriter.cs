using System.Globalization;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Records;

/// <summary>Records as CSV: a header, one line for each, and where it is wanted a last line whose first field says that the file is whole.</summary>
internal sealed class CsvRecordWriter(RecordExport export) : IRecordWriter
{
    private readonly CsvText _csv = new(export.Mark);

    public string ContentType => CsvText.ContentType;

    public string Extension => ".csv";

    public void Begin() => _csv.Line(export.Fields.Select(field => field.CsvName));

    public void Write(InteractionRow row) => _csv.Line(export.Fields.Select(field => Write(field.Value(row))));

    public void End(long written, bool inOrder)
    {
        if (export.End)
        {
            _csv.Line([$"# complete: {CsvText.Number(written)} records", .. export.Fields.Skip(1).Select(_ => "")]);
        }
    }

    public ReadOnlyMemory<byte> Take() => _csv.Take();

    public void Dispose() => _csv.Dispose();

    private static string Write(object? value) => value switch
    {
        null => "",
        string text => CsvText.Text(text),
        bool flag => flag ? "true" : "false",
        Dollars dollars => CsvText.Dollars(dollars.NanoUsd),
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A {value.GetType()} cannot be exported."),
    };
}
