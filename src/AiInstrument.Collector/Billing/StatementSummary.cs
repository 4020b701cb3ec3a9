using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Billing;

/// <summary>A closed month of an organization.</summary>
/// <param name="Id">The statement's number.</param>
/// <param name="Organization">The organization's id.</param>
/// <param name="Month">The month, UTC.</param>
/// <param name="Closed">When it was closed, UTC.</param>
/// <param name="ClosedBy">Who closed it.</param>
/// <param name="Usage">The sums of the month as it was then.</param>
/// <param name="Corrections">The sums of corrections of earlier months that it carries.</param>
public sealed record StatementSummary(long Id, string Organization, CalendarMonth Month, DateTimeOffset Closed, string ClosedBy, UsageTotals Usage, UsageTotals Corrections)
{
    /// <summary>What it bills.</summary>
    public UsageTotals Total => Usage.Plus(Corrections);
}
