using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Budgets;

/// <summary>Asks before a budget is deleted.</summary>
internal sealed class BudgetDeleteModel(IBudgets budgets, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public Budget? Found { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken cancellationToken)
    {
        Section = "budgets";
        Windowed = false;
        Scope = Read(query => UsageScope.Read(query, time));
        Found = await budgets.FindAsync(Workspace, id, cancellationToken).ConfigureAwait(false);
        Title = text[Found is null ? "Budget.NotFound" : "Budget.Delete.Title", Found?.Draft.Name ?? ""];
        HasHeading = Found is not null;
        if (Found is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        await budgets.DeleteAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Budgets);
    }
}
