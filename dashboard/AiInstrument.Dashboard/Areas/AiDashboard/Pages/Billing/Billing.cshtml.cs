using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Billing;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Billing;

/// <summary>Usage and billing of an organization by UTC month. Whoever sees several chooses one from a list.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class BillingModel(
    IBilling billing, BillingReader reader, OverviewReader overview, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    private readonly TimeProvider _time = time;

    /// <summary>The chosen organization; empty for calls of none, null while none is chosen.</summary>
    public string? Organization { get; private set; }

    public CalendarMonth Month { get; private set; }

    /// <summary>The organizations that may be seen.</summary>
    public IReadOnlyList<string> Organizations { get; private set; } = [];

    /// <summary>What each used in the month; the null name stands for calls of none.</summary>
    public IReadOnlyList<UsageGroup> Groups { get; private set; } = [];

    /// <summary>The chosen organization's month; null while none is chosen.</summary>
    public BillingView? View { get; private set; }

    /// <summary>The month's days, narrowed to the organization.</summary>
    public UsageScope Narrowed { get; private set; } = null!;

    public IReadOnlyList<Breakdown> Breakdowns { get; private set; } = [];

    /// <summary>Closed months: of the organization, or of all in this month.</summary>
    public IReadOnlyList<StatementSummary> Statements { get; private set; } = [];

    public IReadOnlyList<Correction> Corrections { get; private set; } = [];

    /// <summary>Sums of the corrections.</summary>
    public UsageTotals Outstanding => Corrections.Aggregate(new UsageTotals(), (sum, correction) => sum.Plus(correction.Difference.Totals));

    /// <summary>Corrections of months before this one, which closing it can carry.</summary>
    public IEnumerable<Correction> Carried => Corrections.Where(correction => correction.Difference.Day < Month.FirstDay);

    public bool IsOver => Month.IsOver(_time.GetUtcNow());

    /// <summary>The running month and the eleven before it, and the one that is shown.</summary>
    public IEnumerable<CalendarMonth> Months =>
        Enumerable.Range(0, 12).Select(back => CalendarMonth.Of(_time.GetUtcNow()).AddMonths(-back)).Append(Month).Distinct().OrderByDescending(month => month);

    /// <summary>Whether the month may be closed now.</summary>
    public bool MayClose => User.May(PageAudience.Admins) && Organization is { Length: > 0 } && IsOver && View?.Statement is null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ShowAsync(cancellationToken).ConfigureAwait(false) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCloseAsync([FromForm] bool carry, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(cancellationToken).ConfigureAwait(false) || Organization is null)
        {
            return NotFound();
        }

        if (!User.May(PageAudience.Admins))
        {
            return Forbid(DashboardAuthentication.PersonScheme);
        }

        var (outcome, id) = await billing.CloseAsync(User.Actor(), Organization, Month, carry, cancellationToken).ConfigureAwait(false);
        if (outcome == CloseOutcome.Closed)
        {
            return LocalRedirect(links.Statement(id));
        }

        Refuse("close", "Billing.Close." + outcome);
        return Again();
    }

    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        Show("billing", Text["Nav.Billing"], Text["Billing.About"]);
        (Organization, Month) = Read(query => (query.Flag("none") ? "" : query.Text("organization"), BillingReader.Month(query, _time)));
        Organizations = await billing.GetOrganizationsAsync(Workspace, cancellationToken).ConfigureAwait(false);
        if (Organization is null && !User.May(PageAudience.Readers) && Organizations is [var only])
        {
            Organization = only;
        }

        if (Organization is null)
        {
            var used = await queries.GetBreakdownAsync(Workspace, Month.Window, UsageFilter.None, UsageDimension.Organization, cancellationToken).ConfigureAwait(false);
            var idle = Organizations.Except(used.Select(group => group.Name).OfType<string>(), StringComparer.Ordinal);
            Groups = [.. used, .. idle.Select(name => new UsageGroup(name, new UsageTotals(), default))];
            Statements = [.. (await billing.GetStatementsAsync(Workspace, organization: null, cancellationToken).ConfigureAwait(false)).Where(statement => statement.Month == Month)];
            return true;
        }

        View = await reader.ReadAsync(Workspace, Organization, Month, cancellationToken).ConfigureAwait(false);
        if (View is null)
        {
            return false;
        }

        Title = Organization.Length == 0 ? Text["Dimension.Organization.None"] : Organization;
        Narrowed = new UsageScope(Month.Window, new UsageFilter { Organization = Organization });
        Breakdowns = await overview.ReadBreakdownsAsync(Workspace, Narrowed, [Dimension.Feature, Dimension.Model, Dimension.Category], View.Totals, cancellationToken).ConfigureAwait(false);
        Statements = await billing.GetStatementsAsync(Workspace, Organization, cancellationToken).ConfigureAwait(false);
        Corrections = await billing.GetCorrectionsAsync(Workspace, Organization, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
