namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="task">What the called method returned.</param>
    /// <param name="read">Reads facts from the response.</param>
    /// <returns>A task with the same result, exception object or cancellation, which completes after the span has ended.</returns>
    public Task<T> Observe<T>(Task<T> task, Action<AiCall, T> read)
    {
        Detach();
        if (!task.IsCompletedSuccessfully)
        {
            return Await(task, read);
        }

        Read(read, task.Result);
        Complete();
        return task;
    }

    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <param name="task">What the called method returned.</param>
    /// <returns>A task with the same exception object or cancellation, which completes after the span has ended.</returns>
    public Task Observe(Task task)
    {
        Detach();
        return Await(task);
    }

    /// <summary>Ends the call when <paramref name="task"/> ends.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="task">What the called method returned. It is consumed.</param>
    /// <param name="read">Reads facts from the response.</param>
    /// <returns>A task with the same result, exception object or cancellation, which completes after the span has ended.</returns>
    public ValueTask<T> Observe<T>(ValueTask<T> task, Action<AiCall, T> read)
    {
        Detach();
        return Await(task, read);
    }

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

    private async Task<T> Await<T>(Task<T> task, Action<AiCall, T> read)
    {
        T result;
        try
        {
            result = await task.ConfigureAwait(false);
        }
        catch (Exception e) when (Fail(e))
        {
            throw;
        }

        Read(read, result);
        Complete();
        return result;
    }

    private async Task Await(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (Fail(e))
        {
            throw;
        }

        Complete();
    }

    private async ValueTask<T> Await<T>(ValueTask<T> task, Action<AiCall, T> read)
    {
        T result;
        try
        {
            result = await task.ConfigureAwait(false);
        }
        catch (Exception e) when (Fail(e))
        {
            throw;
        }

        Read(read, result);
        Complete();
        return result;
    }
}
