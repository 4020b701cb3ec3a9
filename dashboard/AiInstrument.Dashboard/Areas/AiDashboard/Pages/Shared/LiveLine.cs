using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>The line of a page that says whether it is live. Without the script it is not there.</summary>
/// <param name="Kind"><c>refresh</c> shows by itself what changed, <c>offer</c> offers what is new, <c>first</c> waits for the first call.</param>
/// <param name="Scope">What the page is about.</param>
internal sealed record LiveLine(string Kind, UsageScope Scope)
{
    /// <summary>Figures and charts that change in their place; null for a period that is over.</summary>
    public static LiveLine? Figures(UsageScope scope, TimeProvider time) =>
        scope.Window.ToDay >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) ? new("refresh", scope) : null;

    /// <summary>Waits for the first call of all.</summary>
    public static LiveLine FirstRun(UsageScope scope) => new("first", scope);

    /// <summary>The newest records; null for a list that is sorted or searched otherwise, or begins further back.</summary>
    public static LiveLine? Records(RecordsRequest request)
    {
        var scope = request.Scope.ToQuery().Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        return request.ToQuery().All(pair => scope.Contains(pair.Key) || pair.Key is "columns" or "pageSize" || (pair.Key, pair.Value) is ("sort", "-time"))
            ? new("offer", request.Scope)
            : null;
    }
}
