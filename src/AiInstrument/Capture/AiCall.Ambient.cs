using System.Diagnostics;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

public sealed partial class AiCall
{
    private const string ToolProperty = "aiinstrument.tool";

    private static readonly AsyncLocal<AiCall?> s_unrecorded = new();
    private static Func<object?>? s_runningTool;

    /// <summary>
    /// Whether this flow is inside a call that is already measured: a wrapper or handler there measures nothing. Not so in a
    /// tool that the call runs, whose calls are its own.
    /// </summary>
    public static bool IsMeasured()
    {
        var tool = s_runningTool?.Invoke();
        for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
        {
            if (ReferenceEquals(activity.Source, AiActivitySource.Calls))
            {
                return !activity.IsStopped && (tool is null || ReferenceEquals(tool, activity.GetCustomProperty(ToolProperty)));
            }

            if (activity.GetTagItem(SpanKeys.OperationName) is "execute_tool")
            {
                return false;
            }
        }

        return s_unrecorded.Value is { } call && Volatile.Read(ref call._ended) == 0;
    }

    /// <summary>Says how to see which tool runs in a flow, where a library knows: the tool's own calls are not the call's that runs it.</summary>
    /// <param name="runningTool">Gives the running tool's context, or null. It must not throw.</param>
    public static void KnowTools(Func<object?> runningTool) => s_runningTool = runningTool;

    /// <summary>
    /// A wrapper may stand inside of what an SDK or another middleware records: the spans around it that are of the same call
    /// are marked as covered, as <see cref="CoveredBySpanProcessor"/> marks those inside.
    /// </summary>
    private static void CoverOuter(Activity activity)
    {
        for (var outer = activity.Parent; outer is { IsStopped: false } && !ReferenceEquals(outer.Source, AiActivitySource.Calls); outer = outer.Parent)
        {
            switch (outer.GetTagItem(SpanKeys.OperationName))
            {
                case "execute_tool":
                    return;
                case "chat" or "text_completion" or "generate_content" or "embeddings":
                    outer.SetTag(SpanKeys.CoveredBy, activity.SpanId.ToHexString());
                    break;
            }
        }
    }

    private static void RememberTool(Activity activity)
    {
        if (s_runningTool?.Invoke() is { } tool)
        {
            activity.SetCustomProperty(ToolProperty, tool);
        }
    }

    private static AiCall Unrecorded(CallerActivity caller, AiCallSite site, AiAttribution attribution)
    {
        var call = new AiCall(activity: null, caller, site, attribution, tagsAtStart: 0);
        call.AttachUnrecorded();
        return call;
    }

    private void AttachUnrecorded()
    {
        if (!ReferenceEquals(s_unrecorded.Value, this))
        {
            (_gated ??= new Gated()).Around = s_unrecorded.Value;
            s_unrecorded.Value = this;
        }
    }

    private void DetachUnrecorded()
    {
        if (ReferenceEquals(s_unrecorded.Value, this))
        {
            s_unrecorded.Value = _gated?.Around;
        }
    }
}
