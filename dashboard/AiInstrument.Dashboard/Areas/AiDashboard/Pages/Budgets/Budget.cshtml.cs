using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Budgets;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Budgets;

/// <summary>One budget: what is used of it, by whom, and its settings.</summary>
internal sealed class BudgetModel(IBudgets budgets, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int RowsOfPage = 50;

    public Budget? Found { get; private set; }

    /// <summary>The most used first; those of the page.</summary>
    public IReadOnlyList<BudgetState> States { get; private set; } = [];

    /// <summary>The most used of all, or null.</summary>
    public BudgetState? Highest { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(int id, CancellationToken cancellationToken)
    {
        Section = "budgets";
        Windowed = false;
        (Scope, var page) = Read(query => (UsageScope.Read(query, time), query.Number("page", 1, 1, 1_000_000)));
        Found = await budgets.FindAsync(Workspace, id, cancellationToken).ConfigureAwait(false);
        if (Found is not { } budget)
        {
            Title = text["Budget.NotFound"];
            HasHeading = false;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Title = budget.Draft.Name;
        About = budget.Draft.Scope.Named.Any() ? string.Join(" · ", text.Scope(budget.Draft.Scope).Select(part => $"{part.Name}: {part.Value}")) : text["Budget.Everything"];
        var states = await budgets.GetStatesAsync(Workspace, budget, cancellationToken).ConfigureAwait(false);
        Highest = states.FirstOrDefault();
        States = [.. states.Skip((page - 1) * RowsOfPage).Take(RowsOfPage)];
        Pager = new Pager(page, RowsOfPage, states.Count, other => links.BudgetPage(id, other));
    }

    /// <summary>Switches enforcement on or off.</summary>
    public async Task<IActionResult> OnPostSwitchAsync(int id, [FromForm] bool active, CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(Workspace, id, cancellationToken).ConfigureAwait(false) is not { } budget)
        {
            return LocalRedirect(links.Budgets);
        }

        await budgets.UpdateAsync(User.Actor(), id, budget.Draft with { Active = active }, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Budget(id));
    }

    /// <summary>The records of a state.</summary>
    public BudgetRecords Records(BudgetState state) => BudgetRecords.Of(Found!, state, time);
}
