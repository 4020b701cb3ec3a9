namespace AiInstrument.Delivery;

/// <summary>Wakes the one who waits, or the next one to wait. Setting it again before that changes nothing.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _source = New();

    public void Set() => Volatile.Read(ref _source).TrySetResult();

    /// <summary>Returns at the pulse or after the time.</summary>
    public async Task WaitAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
    {
        var pulse = Volatile.Read(ref _source).Task;
        if (!pulse.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(pulse, Task.Delay(delay, time, stop.Token)).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        }

        if (pulse.IsCompleted)
        {
            Volatile.Write(ref _source, New());
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
