using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Billing;

/// <summary>What one organization used in a month.</summary>
/// <param name="Organization">The organization; empty for calls of none.</param>
/// <param name="Month">The month.</param>
/// <param name="Totals">The month's sums.</param>
/// <param name="Ever">The sums of all time.</param>
/// <param name="Features">The month by feature.</param>
/// <param name="Models">The month by model.</param>
/// <param name="Categories">The month by category.</param>
/// <param name="Statement">The month's statement, or null while it is not closed.</param>
internal sealed record BillingView(
    string Organization,
    CalendarMonth Month,
    UsageTotals Totals,
    UsageTotals Ever,
    IReadOnlyList<UsageGroup> Features,
    IReadOnlyList<UsageGroup> Models,
    IReadOnlyList<UsageGroup> Categories,
    StatementSummary? Statement);
