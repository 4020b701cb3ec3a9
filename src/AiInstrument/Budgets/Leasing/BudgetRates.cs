using AiInstrument.Capture;

namespace AiInstrument.Budgets.Leasing;

/// <summary>The most that calls can cost. Immutable.</summary>
internal sealed class BudgetRates
{
    private const long PerMillion = 1_000_000;

    // A million dollars, or as many billion tokens as no call has: sums of it stay far from what a number can hold.
    private const long Most = 1_000_000_000_000_000;

    // Of an answer that names none: dearer than any model is known to be.
    private static readonly RateMessage s_dearest = new() { InputPerMillion = 75_000_000_000, OutputPerMillion = 150_000_000_000 };

    private readonly Dictionary<(string? Provider, string Model), RateMessage> _rates = [];
    private readonly RateMessage _unknown;

    public BudgetRates(SyncAnswer answer)
    {
        _unknown = answer.UnknownRate ?? s_dearest;
        foreach (var rate in answer.Rates ?? [])
        {
            if (rate is { Model: { } model })
            {
                _rates[(rate.Provider, model)] = rate;
            }
        }
    }

    /// <summary>Whether the model has a rate of its own.</summary>
    public bool Knows(string? provider, string model) => _rates.ContainsKey((provider, model));

    /// <summary>What a call is expected to use at most, in a budget's unit; at least one.</summary>
    public long Estimate(AiBudgetCall call, AiBudgetUnit unit, AiBudgetOptions options)
    {
        // What is embedded or judged has no output.
        var output = call.Operation is "embeddings" or "moderation" ? 0 : Math.Max(0, call.MaxOutputTokens ?? options.EstimatedOutputTokens);
        return Math.Max(1, Amount(call, unit, options.EstimatedInputTokens, output));
    }

    /// <summary>What a call can have used at most; null when it did not tell its tokens.</summary>
    public long? Bound(AiBudgetCall call, AiBudgetUnit unit, in AiBudgetSettlement settlement) =>
        unit != AiBudgetUnit.Calls && settlement.Usage is { InputTokens: null, OutputTokens: null }
            ? settlement.Outcome == CallOutcome.Error ? 0 : null
            : Amount(call, unit, settlement.Usage.InputTokens ?? 0, settlement.Usage.OutputTokens ?? 0);

    private long Amount(AiBudgetCall call, AiBudgetUnit unit, long input, long output)
    {
        switch (unit)
        {
            case AiBudgetUnit.Calls:
                return 1;
            case AiBudgetUnit.Tokens:
                return (long)Int128.Clamp((Int128)input + output, 0, Most);
            default:
                var rate = call.Model is { } model && _rates.TryGetValue((call.Provider, model), out var known) ? known : _unknown;
                var nanoDollars = (((Int128)input * rate.InputPerMillion) + ((Int128)output * rate.OutputPerMillion) + PerMillion - 1) / PerMillion;
                return (long)Int128.Clamp(nanoDollars, 0, Most);
        }
    }
}
