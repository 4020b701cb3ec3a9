using System.Diagnostics;
using OpenTelemetry;

namespace AiInstrument.Capture;

/// <summary>
/// Marks the GenAI spans that an SDK or middleware records inside an intercepted call with <c>aiinstrument.covered_by</c>,
/// the span id of that call, so that one call is paid once.
/// </summary>
/// <remarks>
/// Must come before the exporter's processor. Intercepted calls are never marked: a tool or a wrapper that calls a model
/// itself is a call of its own, whether or not somebody recorded the step between. Nor are spans below a tool execution.
/// </remarks>
internal sealed class CoveredBySpanProcessor : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (!IsCall(data) && IsGenAi(data) && FindCall(data.Parent) is { } call)
        {
            data.SetTag(SpanKeys.CoveredBy, call.SpanId.ToHexString());
        }
    }

    private static Activity? FindCall(Activity? ancestor)
    {
        for (; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (IsCall(ancestor))
            {
                return ancestor;
            }

            if (ancestor.GetTagItem(SpanKeys.OperationName) is "execute_tool")
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsCall(Activity activity) => ReferenceEquals(activity.Source, AiActivitySource.Calls);

    private static bool IsGenAi(Activity activity)
    {
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            if (tag.Key is SpanKeys.OperationName or SpanKeys.System || tag.Key.StartsWith(SpanKeys.UsagePrefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
