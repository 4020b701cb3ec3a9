using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>Tokens of each kind that the calls of a subtree pay for.</summary>
internal struct TokenSum
{
    private const int Kinds = 10;

    private long[]? _tokens;

    /// <summary>Calls that count.</summary>
    public int Calls { get; private set; }

    /// <summary>Adds a call that counts.</summary>
    public void Add(in TokenUsage usage)
    {
        Calls++;
        var tokens = _tokens ??= new long[Kinds];
        var parts = usage.Parts();
        for (var kind = 0; kind < Kinds; kind++)
        {
            tokens[kind] += parts[kind] ?? 0;
        }
    }

    /// <summary>Adds a subtree.</summary>
    public void Add(in TokenSum subtree)
    {
        Calls += subtree.Calls;
        if (subtree._tokens is { } more)
        {
            var tokens = _tokens ??= new long[Kinds];
            for (var kind = 0; kind < Kinds; kind++)
            {
                tokens[kind] += more[kind];
            }
        }
    }

    /// <summary>What is left of a usage, kind by kind and never below zero; a part is never more than its total.</summary>
    public readonly TokenUsage RemainderOf(in TokenUsage usage)
    {
        var parts = usage.Parts();
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (parts[kind] is { } reported)
            {
                parts[kind] = Math.Max(0, reported - (_tokens?[kind] ?? 0));
            }
        }

        return TokenUsage.Of(parts);
    }

    /// <summary>The ten kinds as numbers separated by commas, an unknown one empty.</summary>
    public static string ToText(in TokenUsage usage) => string.Join(',', usage.Parts());

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static TokenUsage FromText(string text)
    {
        var parts = new long?[Kinds];
        var fields = text.Split(',');
        for (var kind = 0; kind < Kinds; kind++)
        {
            parts[kind] = fields[kind].Length == 0 ? null : long.Parse(fields[kind], System.Globalization.CultureInfo.InvariantCulture);
        }

        return TokenUsage.Of(parts);
    }
}
