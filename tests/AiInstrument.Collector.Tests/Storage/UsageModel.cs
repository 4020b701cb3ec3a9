using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>What the database must say, kept the simplest way: every interaction once, in memory.</summary>
internal sealed class UsageModel(DateTimeOffset received)
{
    private static readonly PriceBook Book = ShippedPriceBook.Load();
    private readonly Dictionary<(UInt128 Trace, ulong Span), (Interaction Call, Cost Cost)> _calls = [];

    public IEnumerable<(Interaction Call, Cost Cost)> Counted => _calls.Values.Where(entry => entry.Call.Counted);

    public int Count => _calls.Count;

    /// <summary>Takes a span.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(DecodedSpan span)
    {
        var call = SpanNormalizer.Normalize(span, received).Interaction ?? throw new ArgumentException("No interaction.", nameof(span));
        return _calls.TryAdd((span.TraceId, span.SpanId), (call, Pricer.Price(call, Book)));
    }

    public static UsageTotals Sum(IEnumerable<(Interaction Call, Cost Cost)> entries)
    {
        var sum = new UsageTotals();
        foreach (var (call, cost) in entries)
        {
            sum = new UsageTotals
            {
                Calls = sum.Calls + 1,
                Succeeded = sum.Succeeded + (call.Status == InteractionStatus.Ok ? 1 : 0),
                Failed = sum.Failed + (call.Status == InteractionStatus.Error ? 1 : 0),
                InputTokens = sum.InputTokens + (call.Usage.Input ?? 0),
                OutputTokens = sum.OutputTokens + (call.Usage.Output ?? 0),
                CachedInputTokens = sum.CachedInputTokens + (call.Usage.CachedInput ?? 0),
                CacheWriteTokens = sum.CacheWriteTokens + (call.Usage.CacheWrite ?? 0),
                ReasoningTokens = sum.ReasoningTokens + (call.Usage.Reasoning ?? 0),
                CostNanoUsd = sum.CostNanoUsd + (cost.NanoUsd ?? 0),
                UnpricedCalls = sum.UnpricedCalls + (cost.Unpriced ? 1 : 0),
                UnpricedTokens = sum.UnpricedTokens + (cost.Unpriced ? call.Usage.Total : 0),
                EstimatedCalls = sum.EstimatedCalls + (call.Estimated ? 1 : 0),
                DurationMs = sum.DurationMs + (call.DurationNano / 1_000_000),
            };
        }

        return sum;
    }

    /// <summary>Whether the call began within the window.</summary>
    public static bool In(UsageWindow window, Interaction call)
    {
        var day = DateOnly.FromDateTime(call.Start.UtcDateTime);
        return (window.FromDay is null || day >= window.FromDay) && day <= window.ToDay;
    }

    /// <summary>The value of a dimension.</summary>
    public static string? Value(UsageDimension dimension, Interaction call) => dimension switch
    {
        UsageDimension.Model => call.Model,
        UsageDimension.Provider => call.Provider,
        UsageDimension.Feature => call.Feature,
        UsageDimension.Category => call.Category,
        UsageDimension.EntryPoint => call.EntryPoint,
        UsageDimension.Organization => call.Organization,
        UsageDimension.User => call.User,
        UsageDimension.Project => call.Project,
        UsageDimension.Service => call.Service,
        UsageDimension.CallSite => call.CallSite,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
