using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Budgets;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Budgets;

/// <summary>All budgets with what is used of each.</summary>
internal sealed class BudgetsModel(IBudgets budgets, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public IReadOnlyList<BudgetRow> Rows { get; private set; } = [];

    /// <summary>Limits that code declares and that are set otherwise.</summary>
    public int Drifted { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "budgets";
        Windowed = false;
        Title = text["Nav.Budgets"];
        About = text["Budgets.About"];
        Scope = Read(query => UsageScope.Read(query, time));
        var all = await budgets.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
        var states = (await budgets.GetStatesAsync(Workspace, cancellationToken).ConfigureAwait(false)).ToLookup(state => state.BudgetId);
        Rows =
        [
            .. all.Select(budget => new BudgetRow(budget, states[budget.Id].FirstOrDefault(), states[budget.Id].Count()))
                .OrderByDescending(row => row.Budget.Draft.Active)
                .ThenByDescending(row => row.State is { } state ? BudgetText.Share(state) : -1),
        ];
        Drifted = (await budgets.GetDriftAsync(Workspace, cancellationToken).ConfigureAwait(false)).Count(drift => drift.Differs);
    }
}
