using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>What admins make by hand: a budget, a rule with its channel, a rate, accounts, a key and a closed month. Pages of these exist only then.</summary>
internal static class Furniture
{
    private const long NanoDollars = 1_000_000_000;

    /// <summary>Puts it into the default workspace.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="organization">An organization that has records.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AddAsync(IServiceProvider services, string organization, CancellationToken cancellationToken)
    {
        var admin = new Actor(1, "admin");
        await services.GetRequiredService<ICurrencies>().SaveAsync(admin, "EUR", 0.92m, cancellationToken);
        await services.GetRequiredService<IBudgets>().CreateAsync(
            admin,
            new BudgetDraft { Name = organization + ", monthly", Scope = new BudgetScope { Organization = organization }, SoftLimit = 2000 * NanoDollars, HardLimit = 5000 * NanoDollars },
            cancellationToken);
        var alerts = services.GetRequiredService<IAlerts>();
        var channel = await alerts.SaveChannelAsync(admin, new ChannelDraft(0, "operations", ChannelKind.Webhook) { Url = "https://hooks.example.com/ai", SigningKey = ChannelDraft.NewSigningKey() }, cancellationToken);
        await alerts.SaveRuleAsync(admin, AlertTraits.Of(AlertKind.SpendRate).Start with { Name = "spend twice the usual", Channels = [channel!.Value] }, cancellationToken);
        await services.GetRequiredService<IApiKeys>().CreateAsync(admin, "billing export", ApiKeyScopes.Read, cancellationToken);
        var accounts = services.GetRequiredService<IAccounts>();
        await accounts.InviteAsync(admin, "chloe", UserRole.Analyst, [], cancellationToken);
        await accounts.InviteAsync(admin, "deniz", UserRole.Member, [organization], cancellationToken);
        var lastMonth = services.GetRequiredService<TimeProvider>().GetUtcNow().AddMonths(-1);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IBilling>().CloseAsync(admin, organization, new CalendarMonth(lastMonth.Year, lastMonth.Month), carryCorrections: true, cancellationToken);
    }
}
