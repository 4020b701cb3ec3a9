namespace AiInstrument.Capture;

/// <summary>A task that ends as another does, after something was done with it: with its state, all its exceptions and its cancellation.</summary>
/// <remarks>
/// It ends on the thread that ended the other, and the caller's continuation follows there: an <c>await</c> in between would post
/// once more to a synchronization context, and would make one exception of many.
/// </remarks>
internal static class Follower
{
    /// <summary>Follows a task.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <typeparam name="TState">What <paramref name="ended"/> needs.</typeparam>
    /// <param name="task">The task to follow.</param>
    /// <param name="state">Handed to <paramref name="ended"/>.</param>
    /// <param name="ended">Called with the ended task. It must not throw.</param>
    public static Task<T> Of<T, TState>(Task<T> task, TState state, Action<Task<T>, TState> ended) =>
        task.ContinueWith(
            static (t, boxed) =>
            {
                var (state, ended) = ((TState, Action<Task<T>, TState>))boxed!;
                ended(t, state);
                return t;
            },
            (state, ended),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();

    /// <inheritdoc cref="Of{T, TState}(Task{T}, TState, Action{Task{T}, TState})"/>
    public static Task Of<TState>(Task task, TState state, Action<Task, TState> ended) =>
        task.ContinueWith(
            static (t, boxed) =>
            {
                var (state, ended) = ((TState, Action<Task, TState>))boxed!;
                ended(t, state);
                return t;
            },
            (state, ended),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();
}
