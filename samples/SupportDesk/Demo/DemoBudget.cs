using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Hosting;

namespace SupportDesk.Demo;

/// <summary>What an admin would create on the dashboard's page: a limit for one organization, beyond which a person has to confirm.</summary>
internal static class DemoBudget
{
    private const string Organization = "acme";
    private const decimal NanoDollarsPerDollar = 1_000_000_000;

    /// <summary>Creates it, or changes the one of an earlier run.</summary>
    public static async Task SetAsync(DashboardServer dashboard, decimal dollars)
    {
        var budgets = dashboard.Services.GetRequiredService<IBudgets>();
        var draft = new BudgetDraft
        {
            Name = Organization + ", monthly",
            Scope = new BudgetScope { Organization = Organization },
            SoftLimit = (long)(dollars * NanoDollarsPerDollar),
            AllowOverride = true,
        };
        var actor = Actor.CommandLine(Workspaces.DefaultId);
        var known = (await budgets.ListAsync(actor.WorkspaceId, CancellationToken.None)).FirstOrDefault(budget => budget.Draft.Name == draft.Name);
        await (known is null ? budgets.CreateAsync(actor, draft, CancellationToken.None) : budgets.UpdateAsync(actor, known.Id, draft, CancellationToken.None));
    }
}
