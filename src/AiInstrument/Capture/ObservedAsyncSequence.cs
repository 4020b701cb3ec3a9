using System.Threading.Tasks.Sources;

namespace AiInstrument.Capture;

/// <summary>An asynchronous stream with a span for each enumeration. It asks the source when it is asked, and for nothing else.</summary>
/// <param name="source">The stream.</param>
/// <param name="start">Starts the call at the first move; null when nobody wants its data.</param>
/// <param name="item">Reads facts from one part.</param>
internal sealed class ObservedAsyncSequence<T>(IAsyncEnumerable<T> source, Func<AiCall?> start, Action<AiCall, T> item) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => new Items(source.GetAsyncEnumerator(cancellationToken), start, item, cancellationToken);

    /// <remarks>
    /// A move that is not done at once is awaited through the enumerator itself, which hands the consumer's continuation to the
    /// source's own move: it runs where it would run without the enumerator between them.
    /// </remarks>
#pragma warning disable CA2012 // The move is consumed once, by its one consumer: a value task source stands between the two.
    private sealed class Items(IAsyncEnumerator<T> items, Func<AiCall?> start, Action<AiCall, T> item, CancellationToken cancellationToken)
        : IAsyncEnumerator<T>, IValueTaskSource<bool>
    {
        private AiCall? _call;
        private bool _started;
        private ValueTask<bool> _move;
        private short _moves;

        public T Current => items.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            if (!_started)
            {
                _started = true;
                _call = start();
            }

            if (_call is not { } call)
            {
                return items.MoveNextAsync();
            }

            var move = call.Within(items, static i => i.MoveNextAsync());
            if (move.IsCompletedSuccessfully)
            {
                return new ValueTask<bool>(Moved(move.Result));
            }

            _move = move;
            return new ValueTask<bool>(this, ++_moves);
        }

        public ValueTask DisposeAsync()
        {
            if (_call is not { } call)
            {
                return items.DisposeAsync();
            }

            var disposal = call.Within(items, static i => i.DisposeAsync());
            if (!disposal.IsCompletedSuccessfully)
            {
                return new ValueTask(Follower.Of(disposal.AsTask(), this, static (disposed, self) => self.Disposed(disposed)));
            }

            disposal.GetAwaiter().GetResult();
            call.Abandon(cancellationToken.IsCancellationRequested);
            return default;
        }

        ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token)
        {
            var move = Move(token);
            return !move.IsCompleted ? ValueTaskSourceStatus.Pending
                : move.IsCompletedSuccessfully ? ValueTaskSourceStatus.Succeeded
                : move.IsCanceled ? ValueTaskSourceStatus.Canceled
                : ValueTaskSourceStatus.Faulted;
        }

        void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            var move = Move(token).ConfigureAwait(flags.HasFlag(ValueTaskSourceOnCompletedFlags.UseSchedulingContext)).GetAwaiter();
            if (flags.HasFlag(ValueTaskSourceOnCompletedFlags.FlowExecutionContext))
            {
                move.OnCompleted(() => continuation(state));
            }
            else
            {
                move.UnsafeOnCompleted(() => continuation(state));
            }
        }

        bool IValueTaskSource<bool>.GetResult(short token)
        {
            var move = Move(token);
            _move = default;
            _moves++;
            try
            {
                return Moved(move.GetAwaiter().GetResult());
            }
            catch (Exception e) when (_call!.Fail(e))
            {
                throw;
            }
        }

        /// <summary>A move is awaited once, as that of an async iterator.</summary>
        private ValueTask<bool> Move(short token) =>
            token == _moves ? _move : throw new InvalidOperationException("The move was awaited already.");

        private bool Moved(bool hasItem)
        {
            if (hasItem)
            {
                _call!.FirstToken();
                _call.Read(static (call, self) => self.Read(call), this);
            }
            else
            {
                _call!.Complete();
            }

            return hasItem;
        }

        private void Disposed(Task disposal)
        {
            if (disposal.IsCompletedSuccessfully)
            {
                _call!.Abandon(cancellationToken.IsCancellationRequested);
            }
            else
            {
                _call!.Fail(disposal);
            }
        }

        private void Read(AiCall call) => item(call, items.Current);
    }
#pragma warning restore CA2012
}
