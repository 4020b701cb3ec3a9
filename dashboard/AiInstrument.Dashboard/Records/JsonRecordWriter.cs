using System.Buffers;
using System.Text.Json;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Records;

/// <summary>Records as JSON Lines: one object for each, and where it is wanted a last one, <c>export</c>, that says that the file is whole.</summary>
internal sealed class JsonRecordWriter : IRecordWriter
{
    public const string JsonLines = "application/jsonl; charset=utf-8";

    private readonly RecordExport _export;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private bool _taken;

    public JsonRecordWriter(RecordExport export)
    {
        _export = export;
        _json = new Utf8JsonWriter(_lines);
    }

    public string ContentType => JsonLines;

    public string Extension => ".jsonl";

    public void Begin()
    {
    }

    public void Write(InteractionRow row) => Line(() =>
    {
        foreach (var field in _export.Fields)
        {
            Write(field.Name, field.Value(row));
        }
    });

    public void End(long written, bool inOrder)
    {
        if (_export.End)
        {
            Line(() =>
            {
                _json.WriteStartObject("export");
                _json.WriteBoolean("complete", value: true);
                _json.WriteNumber("records", written);
                _json.WriteBoolean("inOrder", inOrder);
                _json.WriteEndObject();
            });
        }
    }

    public ReadOnlyMemory<byte> Take()
    {
        // Steps without records come too: what was taken before must not be taken again.
        if (_taken)
        {
            return default;
        }

        _taken = true;
        return _lines.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void Line(Action write)
    {
        if (_taken)
        {
            _lines.ResetWrittenCount();
            _taken = false;
        }

        _json.Reset();
        _json.WriteStartObject();
        write();
        _json.WriteEndObject();
        _json.Flush();
        _lines.Write("\n"u8);
    }

    private void Write(string name, object? value)
    {
        switch (value)
        {
            case null:
                _json.WriteNull(name);
                break;
            case string text:
                _json.WriteString(name, text);
                break;
            case bool flag:
                _json.WriteBoolean(name, flag);
                break;
            case long number:
                _json.WriteNumber(name, number);
                break;
            case int number:
                _json.WriteNumber(name, number);
                break;
            case double number:
                _json.WriteNumber(name, number);
                break;
            case Dollars dollars:
                _json.WritePropertyName(name);
                _json.WriteRawValue(CsvText.Dollars(dollars.NanoUsd));
                break;
            case DateTimeOffset instant:
                _json.WriteString(name, instant);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType()} cannot be exported.");
        }
    }
}
