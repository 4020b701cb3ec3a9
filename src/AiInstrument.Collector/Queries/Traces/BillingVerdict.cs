using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>What an interaction pays for, and why.</summary>
public static class BillingVerdict
{
    /// <summary>It pays for all that it reported.</summary>
    public const string Counted = "counted";

    /// <summary>It sums up calls and pays for what those that count do not say.</summary>
    public const string Remainder = "remainder";

    /// <summary>Pays nothing: it sums up calls that all pay for themselves.</summary>
    public const string CountedBeneath = "counted-beneath";

    /// <summary>Pays nothing: its sender says which span pays.</summary>
    public const string Covered = "covered";

    /// <summary>Pays nothing: another span reports the same response and pays.</summary>
    public const string SameResponse = "same-response";

    /// <summary>Pays nothing: it sums up nothing that is known, and reported no usage.</summary>
    public const string NoUsage = "no-usage";

    /// <summary>All verdicts.</summary>
    public static IReadOnlyList<string> All { get; } = [Counted, Remainder, CountedBeneath, Covered, SameResponse, NoUsage];

    /// <summary>The verdict of a row.</summary>
    /// <param name="counted">It pays for something.</param>
    /// <param name="corrected">It pays for other tokens than were reported.</param>
    /// <param name="reason">Why it does not count.</param>
    internal static string Of(bool counted, bool corrected, string? reason) =>
        counted ? (corrected ? Remainder : Counted)
        : reason switch
        {
            UncountedReason.CountedBeneath or UncountedReason.NotSettled => CountedBeneath,
            UncountedReason.NoUsage => NoUsage,
            _ => UncountedReason.IsTwin(reason) ? SameResponse : Covered,
        };
}
