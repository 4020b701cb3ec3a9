namespace AiInstrument.Collector.Observation;

/// <summary>Counts something that happens again and again, and wakes whoever waits for it. Costs nothing while nobody waits.</summary>
public sealed class Pulse
{
    private long _count;
    private TaskCompletionSource? _next;

    /// <summary>How often it has happened. Read it before looking at what has changed, and hand it to <see cref="After"/>.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Returns when it has happened more often than that; several times are one.</summary>
    /// <param name="count">How often it had happened when the caller looked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    public async Task After(long count, CancellationToken cancellationToken)
    {
        while (Count <= count)
        {
            var next = Next();

            // What happened in between has completed another one, or this one.
            if (Count <= count)
            {
                await next.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>It has happened. Never waits, and runs nobody's code.</summary>
    internal void Beat()
    {
        Interlocked.Increment(ref _count);
        Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    private TaskCompletionSource Next()
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _next, made, null) ?? made;
    }
}
