namespace AiInstrument.Delivery.Sending;

/// <summary>When to try again: later after each failure, never at the same moment as all other processes, never before the receiver asks.</summary>
/// <param name="random">Between 0 and 1.</param>
internal sealed class RetrySchedule(Func<double> random)
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Between attempts at a receiver that refuses the key or the address.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromMinutes(1);

    /// <summary>More than this is not waited, whatever the receiver asks.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private int _failures;

    public void Succeeded() => _failures = 0;

    /// <summary>How long to wait after a failure: between half and all of a span that doubles, or what the receiver asks if that is more.</summary>
    public TimeSpan AfterFailure(SendResult failure)
    {
        var full = failure.Outcome == SendOutcome.Refused
            ? Refused
            : TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(_failures++, 16), Longest.Ticks));
        var own = full * (0.5 + (random() / 2));
        var asked = failure.RetryAfter is { } after && after < LongestAsked ? after : failure.RetryAfter is null ? TimeSpan.Zero : LongestAsked;
        return asked > own ? asked : own;
    }
}
