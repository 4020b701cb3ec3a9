using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>A row of an explorer, or the one that sums all of them up.</summary>
/// <param name="Page">The page.</param>
/// <param name="Row">The row; null for the sum.</param>
internal sealed record ExplorerRowView(ExplorerPage Page, ExplorerRow? Row)
{
    public UsageTotals Totals => Row?.Totals ?? Page.Table.Sum;

    /// <summary>The sums to compare with; null when the page compares nothing.</summary>
    public UsageTotals? Before => Page.ScopeBefore is null ? null : Row?.Compared ?? Page.Table.SumBefore;

    /// <summary>Days and filter of the row.</summary>
    public UsageScope Scope => Of(Page.Asked.Scope);

    /// <summary>The records behind the sums; null where no address stands for all of them, and where there are none.</summary>
    public RecordsRequest? Records => IsLinked && Totals.Calls > 0 ? new RecordsRequest(Scope) : null;

    /// <summary>The records behind <see cref="Before"/>, or null.</summary>
    public RecordsRequest? RecordsBefore => IsLinked && Before is { Calls: > 0 } && Page.ScopeBefore is { } scope ? new RecordsRequest(Of(scope)) : null;

    private bool IsLinked => Row is not null || !Page.Asked.NarrowsRows;

    private UsageScope Of(UsageScope scope) => Row is null ? scope : scope.Narrow(Page.Dimension, Row.Name);
}
