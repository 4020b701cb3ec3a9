namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="task">What the called method returned.</param>
    /// <param name="read">Reads facts from the response.</param>
    /// <returns><paramref name="task"/> itself if it has succeeded (or is null); else a task that ends as it does, right after the span has ended.</returns>
    public Task<T> Observe<T>(Task<T> task, Action<AiCall, T> read)
    {
        Detach();
        if (task is { IsCompletedSuccessfully: false })
        {
            return Follower.Of(task, (call: this, read), static (ended, s) => s.call.Ended(ended, s.read));
        }

        if (task is not null)
        {
            Read(read, task.Result);
        }

        Complete();
        return task!;
    }

    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <param name="task">What the called method returned.</param>
    /// <returns><paramref name="task"/> itself if it has succeeded (or is null); else a task that ends as it does, right after the span has ended.</returns>
    public Task Observe(Task task)
    {
        Detach();
        if (task is { IsCompletedSuccessfully: false })
        {
            return Follower.Of(task, this, static (ended, call) => call.Ended(ended));
        }

        Complete();
        return task!;
    }

    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="task">What the called method returned. It is consumed.</param>
    /// <param name="read">Reads facts from the response.</param>
    /// <returns>A task that ends as it does, right after the span has ended.</returns>
    public ValueTask<T> Observe<T>(ValueTask<T> task, Action<AiCall, T> read) => new(Observe(task.AsTask(), read));

    /// <summary>Ends a call whose response came synchronously.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="result">What the called method returned.</param>
    /// <param name="read">Reads facts from the response.</param>
    /// <returns><paramref name="result"/>.</returns>
    public T Observe<T>(T result, Action<AiCall, T> read)
    {
        Detach();
        Read(read, result);
        Complete();
        return result;
    }

    private void Ended<T>(Task<T> task, Action<AiCall, T> read)
    {
        if (task.IsCompletedSuccessfully)
        {
            Read(read, task.Result);
        }

        Ended(task);
    }

    private void Ended(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            Complete();
        }
        else
        {
            Fail(task);
        }
    }

    /// <summary>Ends the call as failed or cancelled, as the task did.</summary>
    internal void Fail(Task task) => Fail(task.Exception?.InnerExceptions[0] ?? Cancellation(task));

    /// <summary>What an await of the cancelled task would throw.</summary>
    private static Exception Cancellation(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return new TaskCanceledException(task);
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
