using System.Collections;

namespace AiInstrument.Capture;

/// <summary>A synchronous stream with a span for each enumeration. It asks the source when it is asked, and for nothing else.</summary>
/// <param name="source">The stream.</param>
/// <param name="start">Starts the call at the first move; null when nobody wants its data.</param>
/// <param name="item">Reads facts from one part.</param>
internal sealed class ObservedSequence<T>(IEnumerable<T> source, Func<AiCall?> start, Action<AiCall, T> item) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new Items(source.GetEnumerator(), start, item);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Items(IEnumerator<T> items, Func<AiCall?> start, Action<AiCall, T> item) : IEnumerator<T>
    {
        private AiCall? _call;
        private bool _moved;

        public T Current => items.Current;

        object? IEnumerator.Current => items.Current;

        public bool MoveNext()
        {
            if (!_moved)
            {
                _moved = true;
                _call = start();
            }

            if (_call is not { } call)
            {
                return items.MoveNext();
            }

            var hasItem = call.Within(items, static i => i.MoveNext());
            if (hasItem)
            {
                call.FirstToken();
                call.Read(static (call, self) => self.Read(call), this);
            }
            else
            {
                call.Complete();
            }

            return hasItem;
        }

        public void Reset() => items.Reset();

        public void Dispose()
        {
            if (_call is not { } call)
            {
                items.Dispose();
                return;
            }

            call.Within(items, static i =>
            {
                i.Dispose();
                return i;
            });
            call.Abandon(cancelled: false);
        }

        private void Read(AiCall call) => item(call, items.Current);
    }
}
