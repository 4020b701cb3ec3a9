using System.ComponentModel;
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
        => AiCall.IsListening && source is not null ? new ObservedAsyncSequence<T>(source, WhenMoved(site, AiScope.Current, request), item) : source!;

    /// <summary>Observes a synchronous stream whose request is sent when it is enumerated.</summary>
    /// <typeparam name="T">A part of the response.</typeparam>
    /// <param name="source">What the called method returned.</param>
    /// <param name="site">The call's place in source.</param>
    /// <param name="request">Reads facts from the request.</param>
    /// <param name="item">Reads facts from one part.</param>
    /// <returns>The same parts, under the attribution that holds now; <paramref name="source"/> itself when nobody listens.</returns>
    public static IEnumerable<T> Observe<T>(IEnumerable<T> source, AiCallSite site, Action<AiCall> request, Action<AiCall, T> item)
        => AiCall.IsListening && source is not null ? new ObservedSequence<T>(source, WhenMoved(site, AiScope.Current, request), item) : source!;

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
        return source is null ? source! : new ObservedAsyncSequence<T>(source, begun.Take, item);
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
}
