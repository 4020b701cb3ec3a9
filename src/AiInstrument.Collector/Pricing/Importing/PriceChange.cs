namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>What an import does with one entry of its file.</summary>
public enum PriceChangeKind
{
    /// <summary>The name had no listed price on the day.</summary>
    Added,

    /// <summary>The name gets another price.</summary>
    Changed,

    /// <summary>The name has this price already.</summary>
    Unchanged,

    /// <summary>The entry cannot be used; the rest of the file can.</summary>
    Refused,
}

/// <summary>What an import does with one entry of its file.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The entry as the file names it.</param>
/// <param name="Provider">The provider in the book; null when refused before that was known.</param>
/// <param name="Models">The names in the book.</param>
/// <param name="From">The first day.</param>
/// <param name="Reason">Why it is refused, or null.</param>
/// <param name="Warnings">What looked wrong and was left out or put right.</param>
/// <param name="Differences">The prices that come, go or change.</param>
public sealed record PriceChange(
    PriceChangeKind Kind,
    string Name,
    string? Provider,
    IReadOnlyList<string> Models,
    DateOnly From,
    string? Reason,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<PriceDifference> Differences);

/// <summary>One price before and after.</summary>
/// <param name="Tier">The service tier.</param>
/// <param name="Above">The input tokens above which it holds; 0 for requests of any size.</param>
/// <param name="Kind">The kind of tokens.</param>
/// <param name="Before">Nano-dollars per million tokens, or null.</param>
/// <param name="After">Nano-dollars per million tokens, or null.</param>
public sealed record PriceDifference(string Tier, long Above, string Kind, long? Before, long? After);
