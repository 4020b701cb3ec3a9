using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Billing;

/// <summary>Reads one organization's month, for the page and for the API.</summary>
internal sealed class BillingReader(IUsageQueries queries, IBilling billing, IUsageAudience audience, TimeProvider time)
{
    /// <summary>Reads <c>month</c>; the running month without it.</summary>
    public static CalendarMonth Month(QueryReader query, TimeProvider time) =>
        query.Parsed<CalendarMonth>("month", CalendarMonth.TryParse, "month", "2026-01", "The UTC calendar month; the running one where it is left out.") ?? CalendarMonth.Of(time.GetUtcNow());

    /// <summary>The month, or null when the caller may not see the organization.</summary>
    public async Task<BillingView?> ReadAsync(int workspace, string organization, CalendarMonth month, CancellationToken cancellationToken)
    {
        if (!audience.Audience.Sees(organization))
        {
            return null;
        }

        var filter = new UsageFilter { Organization = organization };
        var ever = new UsageWindow("all", FromDay: null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return new BillingView(
            organization,
            month,
            await queries.GetTotalsAsync(workspace, month.Window, filter, cancellationToken).ConfigureAwait(false),
            await queries.GetTotalsAsync(workspace, ever, filter, cancellationToken).ConfigureAwait(false),
            await By(UsageDimension.Feature).ConfigureAwait(false),
            await By(UsageDimension.Model).ConfigureAwait(false),
            await By(UsageDimension.Category).ConfigureAwait(false),
            (await billing.GetStatementsAsync(workspace, organization, cancellationToken).ConfigureAwait(false)).FirstOrDefault(statement => statement.Month == month));

        Task<IReadOnlyList<UsageGroup>> By(UsageDimension dimension) => queries.GetBreakdownAsync(workspace, month.Window, filter, dimension, cancellationToken);
    }
}
