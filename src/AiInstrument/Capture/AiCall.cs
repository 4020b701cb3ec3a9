using System.ComponentModel;
using System.Diagnostics;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>One running LLM call: its span, from the request to the end of the response. Generated interceptors use it.</summary>
/// <remarks>
/// Nothing here changes the call: values, exceptions and cancellation pass through as they are, and a fault of telemetry
/// is counted (meter <c>AiInstrument</c>, <c>aiinstrument.telemetry.faults</c>), never thrown.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class AiCall
{
    private readonly Activity _activity;
    private readonly CallerActivity _caller;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _ended;

    private AiCall(Activity activity, CallerActivity caller, AiCallSite site)
    {
        _activity = activity;
        _caller = caller;
        _operation = site.Operation;
    }

    /// <summary>Whether somebody listens to the <see cref="ActivitySource"/> named <c>AiInstrument</c>.</summary>
    public static bool IsListening => AiActivitySource.Calls.HasListeners();

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
        if (!IsListening)
        {
            return null;
        }

        var caller = CallerActivity.Capture();
        try
        {
            var activity = AiActivitySource.Calls.CreateActivity(site.Operation, ActivityKind.Client);
            if (activity is not { IsAllDataRequested: true })
            {
                return null;
            }

            CallSiteAttributes.Write(activity, site, attribution);
            activity.Start();
            var call = new AiCall(activity, caller, site);
            call.SetOperation(site.Operation);
            call.SetProvider(site.Provider);
            call.SetRequestModel(site.Model);
            return call;
        }
        catch (Exception e)
        {
            // A listener or sampler of the application threw: the call goes on without a span.
            TelemetryFaults.Count(e);
            caller.Restore();
            return null;
        }
    }

    /// <summary>Puts the caller's <see cref="Activity.Current"/> back. May be called again, also after the end.</summary>
    /// <remarks>Belongs in the <c>finally</c> around the called method's synchronous part, in the flow that started the call.</remarks>
    public void Detach() => _caller.Restore();

    /// <summary>Ends the span as failed, or as cancelled when the exception says so.</summary>
    /// <param name="exception">What the called method threw. Only its type is recorded.</param>
    /// <returns>Always false, for <c>catch (Exception e) when (call.Fail(e))</c>: the exception is never caught and keeps its stack.</returns>
    public bool Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        // HttpClient reports its own timeout as a cancellation, with the timeout inside.
        var timedOut = exception is OperationCanceledException { InnerException: TimeoutException };
        var cancelled = exception is OperationCanceledException && !timedOut;
        End(cancelled ? CallOutcome.Cancelled : CallOutcome.Error, timedOut ? "timeout" : exception.GetType().FullName);
        return false;
    }

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
        if (!_activity.IsStopped)
        {
            Activity.Current = _activity;
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

        var current = Activity.Current;
        try
        {
            WriteEndFacts(outcome, errorType);
            _activity.Stop();
        }
        catch (Exception e)
        {
            // A processor or exporter of the application threw while the span ended.
            TelemetryFaults.Count(e);
        }

        // Stopping makes the activity around the call current, whatever was so before; a processor that throws keeps it from that.
        if (ReferenceEquals(current, _activity))
        {
            _caller.Restore();
        }
        else if (!ReferenceEquals(current, Activity.Current) && current is not { IsStopped: true })
        {
            Activity.Current = current;
        }
    }
}
