using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AiInstrument.Dashboard.Billing;

/// <summary>Invoice lines as CSV (RFC 4180, UTF-8, invariant numbers), safe to open in a spreadsheet.</summary>
internal static class InvoiceCsv
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    // What makes a spreadsheet take a text for a formula, in wide letters too.
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    private static readonly (string Name, Func<string, InvoiceRow, string> Value)[] Columns =
    [
        ("kind", (_, row) => row.Kind),
        ("organization", (organization, _) => Text(organization)),
        ("day", (_, row) => row.Day.ToString("O", CultureInfo.InvariantCulture)),
        ("provider", (_, row) => Text(row.Provider)),
        ("model", (_, row) => Text(row.Model)),
        ("feature", (_, row) => Text(row.Feature)),
        ("category", (_, row) => Text(row.Category)),
        ("calls", (_, row) => Number(row.Calls)),
        ("failed_calls", (_, row) => Number(row.Failed)),
        ("input_tokens", (_, row) => Number(row.InputTokens)),
        ("cached_input_tokens", (_, row) => Number(row.CachedInputTokens)),
        ("cache_write_tokens", (_, row) => Number(row.CacheWriteTokens)),
        ("output_tokens", (_, row) => Number(row.OutputTokens)),
        ("reasoning_tokens", (_, row) => Number(row.ReasoningTokens)),
        ("cost_usd", (_, row) => (row.CostNanoUsd / NanoPerUsd).ToString("0.000000000", CultureInfo.InvariantCulture)),
        ("cost_nano_usd", (_, row) => Number(row.CostNanoUsd)),
        ("unpriced_calls", (_, row) => Number(row.UnpricedCalls)),
        ("unpriced_tokens", (_, row) => Number(row.UnpricedTokens)),
        ("estimated_calls", (_, row) => Number(row.EstimatedCalls)),
        ("price_ids", (_, row) => string.Join(' ', row.PriceIds.Select(id => Number(id)))),
    ];

    /// <summary>Writes a header and one line for each row.</summary>
    public static byte[] Write(string organization, IEnumerable<InvoiceRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            Write(csv, Columns.Select(column => column.Name));
            foreach (var row in rows)
            {
                Write(csv, Columns.Select(column => column.Value(organization, row)));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A name that every file system takes.</summary>
    public static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_').Take(100)) + ".csv";

    private static void Write(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(string? value) => value is { Length: > 0 } && Formula.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value ?? "";
}
