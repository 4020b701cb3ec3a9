using System.Collections;
using System.ComponentModel;

namespace AiInstrument.Capture;

/// <summary>Hands a caller's feature to sequences, whose code runs while they are enumerated. Generated interceptors use it.</summary>
/// <remarks>
/// The feature is open during each step and closed between two: the consumer's own attribution stays as it is. No span is made,
/// and nothing that the sequence does to the consumer's context besides is undone.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AiCallerFeature
{
    /// <summary>The same items; while the source moves and when it is disposed, calls serve <paramref name="feature"/>.</summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <param name="source">What the called method returned. Null stays null.</param>
    /// <param name="feature">The caller's feature.</param>
    /// <returns>A sequence that may be enumerated as often as <paramref name="source"/>.</returns>
    public static IAsyncEnumerable<T> Within<T>(IAsyncEnumerable<T> source, AiFeatureInfo feature)
        => source is null ? source! : new AsyncSequence<T>(source, feature);

    /// <inheritdoc cref="Within{T}(IAsyncEnumerable{T}, AiFeatureInfo)"/>
    public static IEnumerable<T> Within<T>(IEnumerable<T> source, AiFeatureInfo feature)
        // What is in memory already runs nothing, and callers may ask what it is.
        => source is null or ICollection<T> or IReadOnlyCollection<T> ? source! : new Sequence<T>(source, feature);

    private sealed class AsyncSequence<T>(IAsyncEnumerable<T> source, AiFeatureInfo feature) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            using (AiScope.Feature(feature))
            {
                return new AsyncItems<T>(source.GetAsyncEnumerator(cancellationToken), feature);
            }
        }
    }

    private sealed class AsyncItems<T>(IAsyncEnumerator<T> items, AiFeatureInfo feature) : IAsyncEnumerator<T>
    {
        public T Current => items.Current;

        // The synchronous part runs here; what it awaits goes on with the context that it captured, so the scope need not wait.
        public ValueTask<bool> MoveNextAsync()
        {
            var scope = AiScope.Feature(feature);
            try
            {
                return items.MoveNextAsync();
            }
            finally
            {
                scope.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            var scope = AiScope.Feature(feature);
            try
            {
                return items.DisposeAsync();
            }
            finally
            {
                scope.Dispose();
            }
        }
    }

    private sealed class Sequence<T>(IEnumerable<T> source, AiFeatureInfo feature) : IEnumerable<T>
    {
        public IEnumerator<T> GetEnumerator()
        {
            using (AiScope.Feature(feature))
            {
                return new Items<T>(source.GetEnumerator(), feature);
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Items<T>(IEnumerator<T> items, AiFeatureInfo feature) : IEnumerator<T>
    {
        public T Current => items.Current;

        object? IEnumerator.Current => items.Current;

        public bool MoveNext()
        {
            using (AiScope.Feature(feature))
            {
                return items.MoveNext();
            }
        }

        public void Reset() => items.Reset();

        public void Dispose()
        {
            using (AiScope.Feature(feature))
            {
                items.Dispose();
            }
        }
    }
}
