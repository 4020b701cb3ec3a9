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

/// <summary>Creates a budget, or changes one.</summary>
internal sealed class BudgetEditModel(IBudgets budgets, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    /// <summary>Null for a new one.</summary>
    public int? Id { get; private set; }

    public bool IsMissing { get; private set; }

    public BudgetForm Form { get; private set; } = new() { Active = true };

    public IReadOnlyList<BudgetProblem> Wrong { get; private set; } = [];

    /// <summary>Zones to choose from; any other that the machine knows may be typed.</summary>
    public IEnumerable<string> TimeZones { get; } = TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && (zone.Id == "UTC" || zone.Id.Contains('/', StringComparison.Ordinal))).Select(zone => zone.Id).Order(StringComparer.Ordinal);

    public async Task OnGetAsync(int? id, CancellationToken cancellationToken)
    {
        Show(id);
        if (id is { } known)
        {
            if (await budgets.FindAsync(Workspace, known, cancellationToken).ConfigureAwait(false) is { } budget)
            {
                Form = BudgetForm.Of(budget.Draft);
            }
            else
            {
                IsMissing = true;
                HasHeading = false;
                Response.StatusCode = StatusCodes.Status404NotFound;
            }
        }
    }

    public async Task<IActionResult> OnPostAsync(int? id, [FromForm] BudgetForm form, CancellationToken cancellationToken)
    {
        Show(id);
        Form = form;
        var draft = form.Read(out var problems);
        if (problems.Count == 0)
        {
            var change = id is { } known
                ? await budgets.UpdateAsync(User.Actor(), known, draft, cancellationToken).ConfigureAwait(false)
                : await budgets.CreateAsync(User.Actor(), draft, cancellationToken).ConfigureAwait(false);
            if (change.Budget is { } budget)
            {
                return LocalRedirect(links.Budget(budget.Id));
            }

            if (change.IsMissing)
            {
                return LocalRedirect(links.Budgets);
            }

            problems.AddRange(change.Problems);
        }

        Wrong = problems;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>What is wrong with a field, in the reader's language; null for nothing.</summary>
    public FieldProblem? Problem(BudgetField field) =>
        Wrong.FirstOrDefault(problem => problem.Field == field) is { } first ? new FieldProblem($"{field}-problem", text["Budget.Problem." + first.Kind]) : null;

    private void Show(int? id)
    {
        Id = id;
        Section = "budgets";
        Windowed = false;
        Title = text[id is null ? "Budgets.New" : "Budget.Edit.Title"];
        Scope = Read(query => UsageScope.Read(query, time));
    }
}
