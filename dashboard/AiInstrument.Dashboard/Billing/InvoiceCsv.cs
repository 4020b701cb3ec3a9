using System.Globalization;
using AiInstrument.Dashboard.Formatting;
using static AiInstrument.Dashboard.Formatting.CsvText;

namespace AiInstrument.Dashboard.Billing;

/// <summary>Invoice lines as CSV.</summary>
internal static class InvoiceCsv
{
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
        ("cost_usd", (_, row) => Dollars(row.CostNanoUsd)),
        ("cost_nano_usd", (_, row) => Number(row.CostNanoUsd)),
        ("unpriced_calls", (_, row) => Number(row.UnpricedCalls)),
        ("unpriced_tokens", (_, row) => Number(row.UnpricedTokens)),
        ("estimated_calls", (_, row) => Number(row.EstimatedCalls)),
        ("price_ids", (_, row) => string.Join(' ', row.PriceIds.Select(id => Number(id)))),
    ];

    /// <summary>Writes a header and one line for each row.</summary>
    public static byte[] Write(string organization, IEnumerable<InvoiceRow> rows)
    {
        using var csv = new CsvText();
        csv.Line(Columns.Select(column => column.Name));
        foreach (var row in rows)
        {
            csv.Line(Columns.Select(column => column.Value(organization, row)));
        }

        return csv.Take().ToArray();
    }
}
