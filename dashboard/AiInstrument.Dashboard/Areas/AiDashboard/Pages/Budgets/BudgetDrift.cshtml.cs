using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Budgets;

/// <summary>The budgets that code declares beside those that admins have set, and a button that adopts the code's.</summary>
internal sealed class BudgetDriftModel(IBudgets budgets, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public IReadOnlyList<BudgetDrift> Declared { get; private set; } = [];

    /// <summary>Why the last one could not be adopted, or null.</summary>
    public string? Failure { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? feature, [FromForm] string? service, [FromForm] string? unit, [FromForm] string? period, [FromForm] bool soft, [FromForm] long declared, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        var wanted = Declared.FirstOrDefault(drift =>
            drift.Feature == feature && drift.Service == (service ?? "") && BudgetWords.Of(drift.Unit) == unit && BudgetWords.Of(drift.Period) == period && drift.Soft == soft && drift.Declared == declared);
        if (wanted is null)
        {
            return Refuse(text["Drift.Gone"]);
        }

        var change = await budgets.AdoptAsync(User.Actor(), wanted, cancellationToken).ConfigureAwait(false);
        return change.Problems is [var problem, ..] ? Refuse(text["Budget.Problem." + problem.Kind]) : LocalRedirect(links.BudgetDrift);
    }

    private PageResult Refuse(string failure)
    {
        Failure = failure;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Section = "budgets";
        Windowed = false;
        Title = text["Budgets.Drift"];
        About = text["Drift.About"];
        Scope = Read(query => UsageScope.Read(query, time));
        Declared = await budgets.GetDriftAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
