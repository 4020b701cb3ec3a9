using System.ComponentModel;
using System.Runtime.CompilerServices;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>Observes streamed responses. Generated interceptors use it.</summary>
/// <remarks>
/// One span for each enumeration, from its first move to its end. While the source moves, the call's activity is current,
/// so that the SDK's own spans nest under it; between items the consumer has its own activity back.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AiStream
{
    /// <summary>Observes a stream whose request is sent when it is enumerated.</summary>
    /// <typeparam name="T">A part of the response.</typeparam>
    /// <param name="source">What the called method returned.</param>
    /// <param name="site">The call's place in source.</param>
    /// <param name="request">Reads facts from the request.</param>
    /// <param name="item">Reads facts from one part.</param>
    /// <returns>The same parts, under the attribution that holds now; <paramref name="source"/> itself when nobody listens.</returns>
    public static IAsyncEnumerable<T> Observe<T>(IAsyncEnumerable<T> source, AiCallSite site, Action<AiCall> request, Action<AiCall, T> item)
        => AiCall.IsListening ? Enumerate(source, WhenMoved(site, AiScope.Current, request), item) : source;

    /// <summary>Observes a synchronous stream whose request is sent when it is enumerated.</summary>
    /// <typeparam name="T">A part of the response.</typeparam>
    /// <param name="source">What the called method returned.</param>
    /// <param name="site">The call's place in source.</param>
    /// <param name="request">Reads facts from the request.</param>
    /// <param name="item">Reads facts from one part.</param>
    /// <returns>The same parts, under the attribution that holds now; <paramref name="source"/> itself when nobody listens.</returns>
    public static IEnumerable<T> Observe<T>(IEnumerable<T> source, AiCallSite site, Action<AiCall> request, Action<AiCall, T> item)
        => AiCall.IsListening ? Enumerate(source, WhenMoved(site, AiScope.Current, request), item) : source;

    /// <summary>Goes on with a call whose request was already sent: its span ends with the enumeration.</summary>
    /// <typeparam name="T">A part of the response.</typeparam>
    /// <param name="source">The parts.</param>
    /// <param name="call">The started call. A second enumeration is passed through: the call ended with the first.</param>
    /// <param name="item">Reads facts from one part.</param>
    /// <returns>The same parts. When nobody enumerates them, the call ends as abandoned once they are garbage.</returns>
    public static IAsyncEnumerable<T> Continue<T>(IAsyncEnumerable<T> source, AiCall call, Action<AiCall, T> item)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.SetStreaming();
        var begun = new BegunCall(call);
        return Enumerate(source, begun.Take, item);
    }

    private static Func<AiCall?> WhenMoved(AiCallSite site, AiAttribution attribution, Action<AiCall> request)
        => () => Start(site, attribution, request);

    private static AiCall? Start(AiCallSite site, AiAttribution attribution, Action<AiCall> request)
    {
        var call = AiCall.Start(site, attribution);
        if (call is not null)
        {
            call.SetStreaming();
            call.Read(static (c, read) => read(c), request);
            try
            {
                call.Admit();
            }
            catch (Exception e) when (call.Fail(e))
            {
                throw;
            }
            finally
            {
                call.Detach();
            }
        }

        return call;
    }

    private static async IAsyncEnumerable<T> Enumerate<T>(
        IAsyncEnumerable<T> source,
        Func<AiCall?> start,
        Action<AiCall, T> item,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (start() is not { } call)
        {
            await foreach (var value in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return value;
            }

            yield break;
        }

        // An async iterator gives the consumer's context back after each move: what is attached here cannot leak.
        var items = Attached(call, (source, cancellationToken), static s => s.source.GetAsyncEnumerator(s.cancellationToken));
        var completed = false;
        try
        {
            while (true)
            {
                call.Attach();
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (Exception e) when (call.Fail(e))
                {
                    throw;
                }

                var value = items.Current;
                call.FirstToken();
                call.Read(item, value);
                yield return value;
            }

            completed = true;
        }
        finally
        {
            await Dispose(items, call).ConfigureAwait(false);
            End(call, completed, cancellationToken.IsCancellationRequested);
        }
    }

    private static IEnumerable<T> Enumerate<T>(IEnumerable<T> source, Func<AiCall?> start, Action<AiCall, T> item)
    {
        if (start() is not { } call)
        {
            foreach (var value in source)
            {
                yield return value;
            }

            yield break;
        }

        var items = Attached(call, source, static s => s.GetEnumerator());
        var completed = false;
        try
        {
            while (Attached(call, items, static i => i.MoveNext()))
            {
                var value = items.Current;
                call.FirstToken();
                call.Read(item, value);
                yield return value;
            }

            completed = true;
        }
        finally
        {
            Dispose(items, call);
            End(call, completed, cancelled: false);
        }
    }

    /// <summary>Runs one step under the call's activity. A synchronous iterator shares its consumer's context, so that is put back by hand.</summary>
    private static TResult Attached<TState, TResult>(AiCall call, TState state, Func<TState, TResult> step)
    {
        var consumer = CallerActivity.Capture();
        call.Attach();
        try
        {
            return step(state);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            consumer.Restore();
        }
    }

    private static void Dispose<T>(IEnumerator<T> items, AiCall call)
        => Attached(call, items, static i =>
        {
            i.Dispose();
            return i;
        });

    private static async ValueTask Dispose<T>(IAsyncEnumerator<T> items, AiCall call)
    {
        call.Attach();
        try
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
    }

    private static void End(AiCall call, bool completed, bool cancelled)
    {
        if (completed)
        {
            call.Complete();
        }
        else
        {
            call.Abandon(cancelled);
        }
    }
}
