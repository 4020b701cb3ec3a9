using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using static AiInstrument.Dashboard.Formatting.CsvText;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>The rows of an explorer as CSV. What has no price at all has no cost; calls without a name have an empty one.</summary>
internal static class ExplorerCsv
{
    private static readonly (string Name, Func<UsageTotals, string> Value)[] Usage =
    [
        ("cost_usd", totals => totals.IsCostUnknown() ? "" : Dollars(totals.CostNanoUsd)),
        ("cost_nano_usd", totals => totals.IsCostUnknown() ? "" : Number(totals.CostNanoUsd)),
        ("calls", totals => Number(totals.Calls)),
        ("failed_calls", totals => Number(totals.Failed)),
        ("input_tokens", totals => Number(totals.InputTokens)),
        ("cached_input_tokens", totals => Number(totals.CachedInputTokens)),
        ("cache_write_tokens", totals => Number(totals.CacheWriteTokens)),
        ("output_tokens", totals => Number(totals.OutputTokens)),
        ("reasoning_tokens", totals => Number(totals.ReasoningTokens)),
        ("mean_duration_ms", totals => totals.MeanDurationMs() is { } mean ? Number((long)mean) : ""),
        ("unpriced_calls", totals => Number(totals.UnpricedCalls)),
        ("unpriced_tokens", totals => Number(totals.UnpricedTokens)),
        ("estimated_calls", totals => Number(totals.EstimatedCalls)),
    ];

    private static readonly (string Name, Func<CoverageCallSite, string> Value)[] Site =
    [
        ("call_site_state", site => Text(site.State)),
        ("service", site => Text(site.Service)),
        ("member", site => Text(site.Member)),
        ("file", site => Text(site.File)),
        ("line", site => site.Line is { } line ? Number(line) : ""),
        ("sdk", site => Text(site.Sdk)),
        ("method", site => Text(site.Method)),
        ("feature", site => Text(site.Feature)),
        ("escape", site => Text(site.Escape)),
    ];

    /// <summary>A file's name: the dimension, the days, and those that they are compared with.</summary>
    public static string FileName(Dimension dimension, ExplorerRequest request) =>
        CsvText.FileName($"{dimension.Slug}-{request.Scope.Window.Period}{(request.Other is { } other ? $"-against-{other.Period}" : "")}", ".csv");

    /// <summary>Writes a header and one line for each row.</summary>
    /// <param name="dimension">What the rows are names of.</param>
    /// <param name="request">Whether another period is compared with.</param>
    /// <param name="whole">What the rows are shares of.</param>
    /// <param name="rows">The rows.</param>
    public static byte[] Write(Dimension dimension, ExplorerRequest request, UsageTotals whole, IEnumerable<ExplorerRow> rows)
    {
        (string Name, Func<ExplorerRow, string> Value)[] columns =
        [
            (dimension.Parameter, row => Text(row.Name)),
            ("state", row => row.State ?? ""),
            .. Usage.Select(column => (column.Name, (Func<ExplorerRow, string>)(row => column.Value(row.Totals)))),
            ("share", row => row.Totals.ShareOf(whole) is { } share ? share.ToString("0.######", CultureInfo.InvariantCulture) : ""),
            ("p95_duration_ms", row => row.Durations?.P95 is { } p95 ? Number((long)p95.TotalMilliseconds) : ""),
            ("last_seen", row => row.LastSeen is { } seen ? seen.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : ""),
            .. request.Other is null ? [] : Usage.Select(column => ("before_" + column.Name, (Func<ExplorerRow, string>)(row => column.Value(row.Compared)))),
            .. dimension == Dimension.CallSite ? Site.Select(column => (column.Name, (Func<ExplorerRow, string>)(row => row.Site is { } site ? column.Value(site) : ""))) : [],
        ];
        using var csv = new CsvText();
        csv.Line(columns.Select(column => column.Name));
        foreach (var row in rows)
        {
            csv.Line(columns.Select(column => column.Value(row)));
        }

        return csv.Take().ToArray();
    }
}
