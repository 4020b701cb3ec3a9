using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>Reads a report, and prices its settlements as their records will be priced.</summary>
internal static class SyncReader
{
    private const int MostIdChars = 128;
    private const int MostSettlements = 5000;
    private const int MostNames = 10_000;

    // Far above any real amount, and far below what sums could overflow at.
    private const long MostReserved = 1_000_000_000_000_000;

    /// <summary>Reads a report's JSON.</summary>
    /// <param name="json">The report in UTF-8.</param>
    /// <param name="problem">One sentence that says why it cannot be read, or null.</param>
    /// <returns>The report, or null when it cannot be read.</returns>
    public static SyncRequestJson? Parse(ReadOnlySpan<byte> json, out string? problem)
    {
        try
        {
            var report = JsonSerializer.Deserialize(json, SyncJson.Default.SyncRequestJson);
            problem = report switch
            {
                null => "The report is null.",
                { Instance: not { Length: > 0 and <= MostIdChars } } => "The report names no instance, or one with more than 128 characters.",
                { Settlements.Count: > MostSettlements } => "The report has more than 5000 settlements.",
                { Settlements: { } settlements } when settlements.Exists(one => one?.Id is not { Length: > 0 and <= MostIdChars }) => "A settlement has no id, or one with more than 128 characters.",
                _ when report.Held?.Count > MostNames || report.Returned?.Count > MostNames || report.Wanted?.Count > MostNames || report.Models?.Count > MostNames => "The report has too many entries.",
                _ => null,
            };
            return problem is null ? report : null;
        }
        catch (JsonException)
        {
            problem = "The report is not valid JSON of the expected shape.";
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair cannot be read.
            problem = "The report holds text that is not valid Unicode.";
            return null;
        }
    }

    /// <summary>Reads what the writer needs of a report. Names of leases and budgets that are none are left out.</summary>
    /// <param name="workspace">The sender's workspace.</param>
    /// <param name="report">The report.</param>
    /// <param name="prices">The prices in force.</param>
    /// <param name="received">When it arrived: the day whose prices hold.</param>
    public static SyncRequest Read(int workspace, SyncRequestJson report, PriceBook prices, DateTimeOffset received)
    {
        var wanted = new Dictionary<int, Dictionary<string, bool>>();
        foreach (var want in report.Wanted ?? [])
        {
            if (BudgetId(want?.Budget) is { } budget)
            {
                if (!wanted.TryGetValue(budget, out var keys))
                {
                    wanted.Add(budget, keys = new Dictionary<string, bool>(StringComparer.Ordinal));
                }

                var key = string.Join(BudgetScope.KeySeparator, (want!.Key ?? "").Split(BudgetScope.KeySeparator).Select(Clip.Dimension));
                keys[key] = want.Low == true || keys.GetValueOrDefault(key);
            }
        }

        return new SyncRequest(
            workspace,
            report.Instance!,
            (report.Settlements ?? []).ConvertAll(settlement => new Settlement(settlement!.Id!, Leases(settlement.Leases), Used(settlement, prices, received))),
            [.. (report.Held ?? []).Select(held => (Lease: LeaseId(held?.Lease), Reserved: Math.Clamp(held?.Reserved ?? 0, 0, MostReserved))).Where(held => held.Lease is not null).Select(held => (held.Lease!.Value, held.Reserved))],
            Leases(report.Returned),
            wanted,
            report.Ends == true);
    }

    private static CountedCall Used(SettlementJson settlement, PriceBook prices, DateTimeOffset received)
    {
        if (settlement.Outcome == "denied")
        {
            return default;
        }

        var status = settlement.Outcome switch
        {
            "error" => InteractionStatus.Error,
            "cancelled" or "abandoned" => InteractionStatus.Cancelled,
            _ => InteractionStatus.Ok,
        };
        var (write5m, write1h) = (Tokens(settlement.CacheWrite5mTokens), Tokens(settlement.CacheWrite1hTokens));
        var usage = TokenUsage.Of(
        [
            Tokens(settlement.InputTokens), Tokens(settlement.OutputTokens), Tokens(settlement.CacheReadTokens),
            write5m is null && write1h is null ? null : (write5m ?? 0) + (write1h ?? 0), write1h,
            Tokens(settlement.ReasoningTokens), Tokens(settlement.AudioInputTokens), Tokens(settlement.AudioOutputTokens), null, null,
        ]);
        var call = new Interaction
        {
            TraceId = default,
            SpanId = default,
            StartUnixNano = SpanTime.Nanos(received),
            Status = status,
            Provider = Text(settlement.Provider) is { } provider ? ProviderName.Of(provider) : null,
            RequestModel = Text(settlement.RequestModel),
            ResponseModel = Text(settlement.ResponseModel),
            ServiceTier = Text(settlement.ServiceTier),
            Usage = usage,
            Estimated = settlement.Estimated == true || (status != InteractionStatus.Error && !usage.IsKnown),
            CacheHit = settlement.CacheHit == true,
        };
        return CountedCall.Of(call, Pricer.Price(call, prices));
    }

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : Clip.Dimension(value);

    // As for spans: a count that cannot be believed is none.
    private static long? Tokens(long? count) => count is >= 0 and <= TokenUsage.MostTokens ? count : null;

    private static List<long> Leases(List<string?>? names) => names is null ? [] : [.. names.Take(MostNames).Select(LeaseId).OfType<long>().Distinct()];

    private static long? LeaseId(string? name) => name is null ? null : LeaseBook.LeaseId(name);

    private static int? BudgetId(string? name) =>
        name is ['B', ..] && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
