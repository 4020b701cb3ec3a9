namespace AiInstrument.Collector.Alerts;

/// <summary>What the rules of a kind have, and the numbers that a new one begins with.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ThresholdUnit">The unit of a rule's threshold.</param>
/// <param name="ValueUnit">The unit of what is measured.</param>
/// <param name="MinimumUnit">The unit of a rule's minimum; null when it has none.</param>
/// <param name="Windows">The windows to choose from, in minutes; empty when it has none.</param>
/// <param name="Start">A sensible rule.</param>
public sealed record AlertTraits(AlertKind Kind, AlertUnit ThresholdUnit, AlertUnit ValueUnit, AlertUnit? MinimumUnit, IReadOnlyList<int> Windows, AlertRule Start)
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;
    private static readonly int[] Hours = [Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day];
    private static readonly int[] Days = [Day, 7 * Day, 30 * Day];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<AlertTraits> All { get; } =
    [
        Of(AlertKind.Budget, AlertUnit.Percent, AlertUnit.Percent, null, [], 80),
        Of(AlertKind.SpendRate, AlertUnit.Percent, AlertUnit.NanoUsd, AlertUnit.NanoUsd, Hours, 100, 1_000_000_000, 3 * Hour),
        Of(AlertKind.TokenRate, AlertUnit.Percent, AlertUnit.Tokens, AlertUnit.Tokens, Hours, 100, 100_000, 3 * Hour),
        Of(AlertKind.ErrorRate, AlertUnit.Percent, AlertUnit.Percent, AlertUnit.Calls, Hours, 10, 20, Hour),
        Of(AlertKind.Latency, AlertUnit.Milliseconds, AlertUnit.Milliseconds, AlertUnit.Calls, Hours, 10_000, 20, Hour),
        Of(AlertKind.Unpriced, AlertUnit.Tokens, AlertUnit.Tokens, null, Days, 1, window: Day),
        Of(AlertKind.Coverage, AlertUnit.Points, AlertUnit.Points, null, Days, 1, window: 7 * Day),
        Of(AlertKind.NoData, AlertUnit.Minutes, AlertUnit.Minutes, null, [], 180),
        Of(AlertKind.LostSpans, AlertUnit.Spans, AlertUnit.Spans, null, Days, 1, window: Day),
    ];

    /// <summary>The traits of a kind.</summary>
    public static AlertTraits Of(AlertKind kind) => All.First(traits => traits.Kind == kind);

    private static AlertTraits Of(AlertKind kind, AlertUnit threshold, AlertUnit value, AlertUnit? minimum, int[] windows, double start, long least = 0, int window = 0) =>
        new(kind, threshold, value, minimum, windows, new AlertRule(0, "", kind) { Threshold = start, Minimum = least, WindowMinutes = window, RenotifyMinutes = Day });
}
