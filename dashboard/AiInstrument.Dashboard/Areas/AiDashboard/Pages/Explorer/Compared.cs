using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>Sums beside those of another period.</summary>
/// <param name="Now">The sums.</param>
/// <param name="Records">The records behind them.</param>
/// <param name="Before">The sums of the other period.</param>
/// <param name="RecordsBefore">The records behind those.</param>
internal sealed record Compared(UsageTotals Now, RecordsRequest Records, UsageTotals Before, RecordsRequest RecordsBefore)
{
    public Compared(UsageTotals now, UsageScope scope, UsageTotals before, UsageScope scopeBefore)
        : this(now, new RecordsRequest(scope), before, new RecordsRequest(scopeBefore))
    {
    }
}
