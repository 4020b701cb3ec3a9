using System.ComponentModel;
using System.Diagnostics;
using AiInstrument.Capture.Content;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>One running LLM call: its span, from the request to the end of the response. Generated interceptors use it.</summary>
/// <remarks>
/// Nothing here changes the call: values, exceptions and cancellation pass through as they are, and a fault of telemetry
/// is counted (meter <c>AiInstrument</c>, <c>aiinstrument.telemetry.faults</c>), never thrown. Only a budget that denies
/// the call keeps it from being made. Facts are kept here and written to the span when it ends.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class AiCall
{
    /// <summary>Null for a call that nobody records and that a budget gate is asked about all the same.</summary>
    private readonly Activity? _activity;
    private readonly CallerActivity _caller;
    private readonly AiCallSite _site;
    private AiAttribution _attribution;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly int _tagsAtStart;
    private int _ended;

    private AiCall(Activity? activity, CallerActivity caller, AiCallSite site, AiAttribution attribution, int tagsAtStart)
    {
        _tagsAtStart = tagsAtStart;
        _activity = activity;
        _caller = caller;
        _site = site;
        _attribution = attribution;
        _provider = site.Provider;
        _requestModel = site.Model;
        Content = activity is not null && CaptureHooks.Current?.Content is { } settings ? new AiContent(settings) : null;
    }

    /// <summary>Takes the call's messages. Null when content is not captured: adapters then read none.</summary>
    public AiContent? Content { get; }

    /// <summary>Whether calls are observed: somebody listens to the <see cref="ActivitySource"/> named <c>AiInstrument</c>, or a budget gate is there.</summary>
    public static bool IsListening => AiActivitySource.Calls.HasListeners() || HasGate;

    internal static bool HasGate => CaptureHooks.Current is { Gate: not null };

    /// <summary>Starts a call under the attribution that holds now.</summary>
    /// <param name="site">The call's place in source.</param>
    /// <returns>The call, whose activity is now <see cref="Activity.Current"/>; null when nobody wants its data.</returns>
    public static AiCall? Start(AiCallSite site) => IsListening ? Start(site, AiScope.Current) : null;

    /// <summary>Starts a call under an attribution that was taken earlier, for example when a stream was asked for.</summary>
    /// <param name="site">The call's place in source.</param>
    /// <param name="attribution">What the call is made for. The site's own feature wins over its feature.</param>
    /// <returns>The call, whose activity is now <see cref="Activity.Current"/>; null when nobody wants its data.</returns>
    public static AiCall? Start(AiCallSite site, AiAttribution attribution)
    {
        if (!IsListening || (site.Wrapper is not null && IsMeasured()))
        {
            return null;
        }

        var caller = CallerActivity.Capture();
        try
        {
            if (AiActivitySource.Calls.CreateActivity(site.Operation, ActivityKind.Client) is { IsAllDataRequested: true } activity)
            {
                var tags = CallSiteAttributes.Write(activity, site, attribution);
                activity.Start();
                RememberTool(activity);
                if (site.Wrapper is not null)
                {
                    CoverOuter(activity);
                }

                return new AiCall(activity, caller, site, attribution, tags);
            }
        }
        catch (Exception e)
        {
            // A listener or sampler of the application threw: the call goes on without a span.
            TelemetryFaults.Count(e);
            caller.Restore();
        }

        return HasGate ? Unrecorded(caller, site, attribution) : null;
    }

    /// <summary>Puts the caller's <see cref="Activity.Current"/> back. May be called again, also after the end.</summary>
    /// <remarks>Belongs in the <c>finally</c> around the called method's synchronous part, in the flow that started the call.</remarks>
    public void Detach()
    {
        if (_activity is null)
        {
            DetachUnrecorded();
        }
        else
        {
            _caller.Restore();
        }
    }

    /// <summary>Ends the span as failed, or as cancelled when the exception says so.</summary>
    /// <param name="exception">What the called method threw. Only its type is recorded.</param>
    /// <returns>Always false, for <c>catch (Exception e) when (call.Fail(e))</c>: the exception is never caught and keeps its stack.</returns>
    public bool Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        // HttpClient reports its own timeout as a cancellation, with the timeout inside.
        var timedOut = exception is OperationCanceledException { InnerException: TimeoutException };
        var cancelled = exception is OperationCanceledException && !timedOut;
        var outcome = _denied ? CallOutcome.Denied : cancelled ? CallOutcome.Cancelled : CallOutcome.Error;
        End(outcome, timedOut ? "timeout" : exception.GetType().FullName);
        return false;
    }

    /// <summary>Ends the span of a call that was answered with an error.</summary>
    /// <param name="errorType">What kind: an HTTP status, for example.</param>
    public void Refuse(string errorType) => End(CallOutcome.Error, errorType);

    /// <summary>Ends the span of a call whose response came in full. Ending twice does no harm: the first end counts.</summary>
    public void Complete() => End(CallOutcome.Ok, errorType: null);

    /// <summary>Counts a fault of an adapter's reader. The call goes on.</summary>
    /// <param name="exception">What the reader threw. Only its type is recorded.</param>
    public void TelemetryFault(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TelemetryFaults.Count(exception);
    }

    /// <summary>Ends the span of a stream that the consumer left before its end.</summary>
    internal void Abandon(bool cancelled) => End(cancelled ? CallOutcome.Cancelled : CallOutcome.Abandoned, errorType: null);

    /// <summary>Makes the call's activity current so that spans inside the SDK nest under it.</summary>
    internal void Attach()
    {
        if (_activity is null)
        {
            AttachUnrecorded();
        }
        else if (!_activity.IsStopped)
        {
            Activity.Current = _activity;
        }
    }

    /// <summary>Runs one step of a stream under the call's activity, and gives the consumer its own back.</summary>
    internal TResult Within<TState, TResult>(TState state, Func<TState, TResult> step)
    {
        var consumer = CallerActivity.Capture();
        Attach();
        try
        {
            return step(state);
        }
        catch (Exception e) when (Fail(e))
        {
            throw;
        }
        finally
        {
            DetachUnrecorded();
            consumer.Restore();
        }
    }

    /// <summary>Runs a reader. Its fault is counted.</summary>
    internal void Read<T>(Action<AiCall, T> read, T value)
    {
        try
        {
            read(this, value);
        }
        catch (Exception e)
        {
            TelemetryFaults.Count(e);
        }
    }

    private void End(string outcome, string? errorType)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        if (_activity is not null)
        {
            EndSpan(_activity, outcome, errorType);
        }

        Settle(outcome);
    }

    private void EndSpan(Activity activity, string outcome, string? errorType)
    {
        var current = Activity.Current;
        try
        {
            WriteFacts(activity, outcome, errorType);
            activity.Stop();
        }
        catch (Exception e)
        {
            // A processor or exporter of the application threw while the span ended.
            TelemetryFaults.Count(e);
        }

        // Stopping makes the activity around the call current, whatever was so before; a processor that throws keeps it from that.
        if (ReferenceEquals(current, activity))
        {
            _caller.Restore();
        }
        else if (!ReferenceEquals(current, Activity.Current) && current is not { IsStopped: true })
        {
            Activity.Current = current;
        }
    }
}
