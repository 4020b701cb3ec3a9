using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Lines of CSV (RFC 4180, UTF-8, invariant numbers) that are safe to open in a spreadsheet.</summary>
internal sealed class CsvText : IDisposable
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private const decimal NanoPerUsd = 1_000_000_000m;
    private const int MostNameChars = 100;

    // What makes a spreadsheet take a text for a formula, in wide letters too.
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    private readonly MemoryStream _bytes = new();
    private readonly StreamWriter _text;
    private readonly CsvWriter _csv;

    /// <param name="mark">Whether a byte order mark comes first, by which spreadsheets know UTF-8.</param>
    public CsvText(bool mark = false)
    {
        _text = new StreamWriter(_bytes, new UTF8Encoding(mark), leaveOpen: true);
        _csv = new CsvWriter(_text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", ShouldQuote = Quotes }, leaveOpen: true);
    }

    /// <summary>Writes one line.</summary>
    public void Line(IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            _csv.WriteField(field);
        }

        _csv.NextRecord();
    }

    /// <summary>The lines that were written since they were last taken; good until the next is written.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        _csv.Flush();
        _text.Flush();
        var lines = _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
        _bytes.SetLength(0);
        return lines;
    }

    // Where the line ends are given, the writer leaves half of one unquoted: a spreadsheet would begin a line there, and what follows may be a formula.
    private static bool Quotes(ShouldQuoteArgs args) => args.Field.AsSpan().IndexOfAny(",\"\r\n") >= 0 || args.Field is [' ', ..] or [.., ' '];

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
        _bytes.Dispose();
    }

    /// <summary>A text that no spreadsheet takes for a formula.</summary>
    public static string Text(string? value) => value is { Length: > 0 } && Formula.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value ?? "";

    /// <summary>A whole number.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Nano-dollars as dollars, to the billionth.</summary>
    public static string Dollars(long nanoUsd) => (nanoUsd / NanoPerUsd).ToString("0.000000000", CultureInfo.InvariantCulture);

    /// <summary>A name that every file system takes.</summary>
    public static string FileName(string name, string extension) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_').Take(MostNameChars)) + extension;
}
