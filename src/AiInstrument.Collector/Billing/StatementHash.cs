using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Billing;

/// <summary>The fingerprint of a statement: whoever keeps it can tell later that no line was changed, added or taken away.</summary>
internal static class StatementHash
{
    /// <summary>The SHA-256 of organization, month and lines as JSON, in hex.</summary>
    public static string Compute(string organization, CalendarMonth month, IEnumerable<InvoiceLine> lines)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            json.WriteStringValue(organization);
            json.WriteStringValue(month.ToString());
            foreach (var line in lines)
            {
                Write(json, line);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, InvoiceLine line)
    {
        var totals = line.Totals;
        json.WriteStartArray();
        foreach (var name in (ReadOnlySpan<string?>)[line.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), line.Provider, line.Model, line.Feature, line.Category])
        {
            json.WriteStringValue(name);
        }

        foreach (var number in (ReadOnlySpan<long>)
        [
            totals.Calls, totals.Succeeded, totals.Failed, totals.InputTokens, totals.OutputTokens, totals.CachedInputTokens, totals.CacheWriteTokens, totals.ReasoningTokens,
            totals.CostNanoUsd, totals.UnpricedCalls, totals.UnpricedTokens, totals.EstimatedCalls, totals.DurationMs, .. line.Prices.Select(price => (long)price),
        ])
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
