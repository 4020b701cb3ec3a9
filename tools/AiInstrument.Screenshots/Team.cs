using System.Text;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Views;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Screenshots;

/// <summary>What the people of a made-up team did on their dashboard over some weeks: without it half of the pages would be empty.</summary>
internal sealed class Team(IServiceProvider services, PictureTime time)
{
    /// <summary>Whose eyes see the pictures.</summary>
    public const string Admin = "mira";

    /// <summary>Their password, and the first admin's token.</summary>
    public const string Password = "a password for pictures alone";

    private const long NanoDollars = 1_000_000_000;

    private readonly Actor _mira = new(Workspaces.DefaultId, Admin);
    private readonly Actor _jonas = new(Workspaces.DefaultId, "jonas");
    private readonly CancellationToken _no = CancellationToken.None;

    /// <summary>Lets the weeks pass, in order; the clock stands where the pictures are taken at the end.</summary>
    /// <returns>A record whose prompt and answer are kept, and a key that may send.</returns>
    public static async Task<(long KeptRecord, string Key)> WorkAsync(IServiceProvider services, PictureTime time)
    {
        var team = new Team(services, time);
        time.MoveTo(TimeSpan.FromDays(24));
        var key = await team.ArriveAsync();
        time.MoveTo(TimeSpan.FromDays(16.2));
        await team.SetPricesAsync();
        await team.CloseMonthsAsync();
        time.MoveTo(TimeSpan.FromDays(9.1));
        await team.SetBudgetsAsync();
        await team.SaveViewsAsync();
        time.MoveTo(TimeSpan.FromDays(4));
        await team.SetAlertsAsync();
        await team.WatchAsync(TimeSpan.FromDays(4));
        time.MoveTo(TimeSpan.Zero);
        return (await team.SearchAsync(), key);
    }

    private async Task<string> ArriveAsync()
    {
        var accounts = services.GetRequiredService<IAccounts>();
        var setup = new Actor(Workspaces.DefaultId, "admin");
        await accounts.CreateAsync(setup, Admin, Password, UserRole.Admin, _no);
        await accounts.AcceptAsync((await accounts.InviteAsync(_mira, "jonas", UserRole.Admin, [], _no))!, Password, _no);
        await accounts.AcceptAsync((await accounts.InviteAsync(_mira, "chloe", UserRole.Analyst, [], _no))!, Password, _no);
        await accounts.AcceptAsync((await accounts.InviteAsync(_mira, "deniz", UserRole.Member, ["aurora-labs", "borealis-labs"], _no))!, Password, _no);
        await accounts.InviteAsync(_jonas, "ines", UserRole.Member, ["cobalt-labs"], _no);
        var keys = services.GetRequiredService<IApiKeys>();
        var key = await keys.CreateAsync(_mira, "support-desk, production", ApiKeyScopes.Ingest, _no);
        await keys.CreateAsync(_mira, "back-office, production", ApiKeyScopes.Ingest, _no);
        await keys.CreateAsync(_jonas, "monthly report", ApiKeyScopes.Read, _no);
        await keys.CreateAsync(_jonas, "trial", ApiKeyScopes.Ingest | ApiKeyScopes.Read, _no);
        await keys.RevokeAsync(_jonas, (await keys.ListAsync(Workspaces.DefaultId, _no))[0].Id, _no);
        var sources = services.GetRequiredService<ISourceLinks>();
        await sources.SetAsync(_jonas, "support-desk", SourceTemplate.Parse("https://git.example.com/support/desk/blob/{commit}/{file}#L{line}"), _no);
        await sources.SetAsync(_jonas, "", SourceTemplate.Parse("https://git.example.com/search?file={file}&line={line}"), _no);
        return key;
    }

    private async Task SetPricesAsync()
    {
        var currencies = services.GetRequiredService<ICurrencies>();
        await currencies.SaveAsync(_mira, "EUR", 0.92m, _no);
        await currencies.SaveAsync(_mira, "TRY", 42.15m, _no);
        var books = services.GetRequiredService<IPriceBooks>();
        await books.SaveOverrideAsync(_mira, new PriceOverride { Provider = "openai", Pattern = "gpt-4.1*", From = new DateOnly(2026, 11, 1), DiscountPercent = 7.5m, Reason = "Volume agreement from November" }, _no);
        await books.SaveOverrideAsync(
            _jonas,
            new PriceOverride
            {
                Provider = "acme",
                Pattern = "inhouse-13b",
                From = new DateOnly(2026, 10, 1),
                Reason = "Own hardware, from the power bill",
                Tiers = new Dictionary<string, PriceSheet>(StringComparer.Ordinal) { [PriceVersion.DefaultTier] = new() { Input = NanoDollars / 20, Output = NanoDollars / 5 } },
            },
            _no);
        await books.SaveOverrideAsync(_jonas, new PriceOverride { Provider = "azure.ai.openai", Pattern = "desk-mini", From = new DateOnly(2026, 10, 1), SameAs = new PricedName("openai", "gpt-4o-mini"), Reason = "The name of our deployment" }, _no);
        const string List = """{"mistral-large-2512":{"litellm_provider":"mistral","mode":"chat","input_cost_per_token":5e-7,"output_cost_per_token":1.5e-6},"inhouse-embed":{"litellm_provider":"acme","mode":"embedding","input_cost_per_token":1e-8,"output_cost_per_token":0}}""";
        await books.ImportAsync(_jonas, new PriceImportRequest { File = "prices-november.json", Content = Encoding.UTF8.GetBytes(List), From = new DateOnly(2026, 11, 1) }, _no);
    }

    private async Task CloseMonthsAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var billing = scope.ServiceProvider.GetRequiredService<IBilling>();
        foreach (var organization in (string[])["aurora-labs", "borealis-labs", "cobalt-labs"])
        {
            await billing.CloseAsync(_mira, organization, new CalendarMonth(2026, 10), carryCorrections: true, _no);
        }
    }

    private async Task SetBudgetsAsync()
    {
        var budgets = services.GetRequiredService<IBudgets>();
        foreach (var draft in (BudgetDraft[])
        [
            new() { Name = "All calls, monthly", SoftLimit = 340 * NanoDollars, HardLimit = 500 * NanoDollars, AllowOverride = true },
            new() { Name = "Each organization, monthly", Scope = new() { Organization = BudgetScope.Each }, SoftLimit = 60 * NanoDollars, HardLimit = 90 * NanoDollars },
            new() { Name = "Contract review, weekly", Scope = new() { Feature = "contract.review" }, Period = BudgetPeriod.Week, SoftLimit = 10 * NanoDollars, HardLimit = 15 * NanoDollars },
            new() { Name = "Tokens of ticket.chat, daily", Scope = new() { Feature = "ticket.chat" }, Unit = BudgetUnit.Tokens, Period = BudgetPeriod.Day, TimeZone = "Europe/Berlin", SoftLimit = 400_000, WarningPercent = 70 },
            new() { Name = "Calls of the nightly digest", Scope = new() { EntryPoint = "nightly-digest" }, Unit = BudgetUnit.Calls, Period = BudgetPeriod.Day, HardLimit = 200, Active = false },
        ])
        {
            var change = await budgets.CreateAsync(_mira, draft, _no);
            if (change.Budget is null)
            {
                throw new PictureException($"The budget '{draft.Name}' is refused: {string.Join(' ', change.Problems)}");
            }
        }
    }

    private async Task SaveViewsAsync()
    {
        var accounts = await services.GetRequiredService<IAccounts>().ListAsync(Workspaces.DefaultId, _no);
        ViewReader Reader(Actor actor) => new(actor, $"user:{accounts.First(account => account.Name == actor.Name).Id}", SeesShared: true);
        var views = services.GetRequiredService<ISavedViews>();
        await views.SaveAsync(Reader(_mira), "Failed this week", "period=7d&status=error", share: true, _no);
        await views.SaveAsync(Reader(_mira), "Dearest answers", "period=30d&sort=-cost&columns=time,feature,model,organization,input,output,cost", share: false, _no);
        await views.SaveAsync(Reader(_mira), "Without a price", "period=all&status=unpriced", share: false, _no);
        await views.SaveAsync(Reader(_jonas), "Slow chats", "period=30d&feature=ticket.chat&durationMin=8000", share: true, _no);
    }

    private async Task<long> SearchAsync()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var found = await services.GetRequiredService<IContentSearch>().FindAsync(_mira, "camera", new RecordQuery { Window = UsageWindow.Of(today.AddDays(-29), today) }, _no);
        return found.Items.Count > 0 ? found.Items[0].Record.Id : throw new PictureException("No record has kept content.");
    }

    private async Task SetAlertsAsync()
    {
        var alerts = services.GetRequiredService<IAlerts>();
        var log = await alerts.SaveChannelAsync(_mira, new ChannelDraft(0, "Collector's log", ChannelKind.Log), _no);
        var room = await alerts.SaveChannelAsync(_mira, new ChannelDraft(0, "Room of operations", ChannelKind.Slack) { Url = "https://hooks.slack.example.com/services/T0/B0/desk" }, _no);
        await alerts.SaveChannelAsync(_jonas, new ChannelDraft(0, "Mail to finance", ChannelKind.Email) { SmtpHost = "mail.example.com", From = "ai@example.com", To = "finance@example.com", Active = false }, _no);
        AlertRule Rule(AlertKind kind, string name) => AlertTraits.Of(kind).Start with { Name = name, Channels = [log!.Value] };
        foreach (var rule in (AlertRule[])
        [
            Rule(AlertKind.SpendRate, "Spend twice the usual") with { Threshold = 150, Minimum = 3 * NanoDollars, WindowMinutes = 360 },
            Rule(AlertKind.ErrorRate, "Replies that fail") with { Filter = UsageFilter.None with { Feature = "ticket.reply" }, Threshold = 5, Minimum = 20, WindowMinutes = 360 },
            Rule(AlertKind.Latency, "Slow contract reviews") with { Filter = UsageFilter.None with { Feature = "contract.review" }, Threshold = 22_000, Minimum = 3, WindowMinutes = 360 },
            Rule(AlertKind.Budget, "Budgets at 80 %"),
            Rule(AlertKind.Unpriced, "Models without a price"),
            Rule(AlertKind.Coverage, "Coverage falls") with { Channels = [room!.Value] },
            Rule(AlertKind.NoData, "A service is silent") with { Active = false },
        ])
        {
            await alerts.SaveRuleAsync(rule.Kind == AlertKind.Coverage ? _jonas : _mira, rule, _no);
        }

        await alerts.TestChannelAsync(_mira, log!.Value, _no);
    }

    // What the collector does by itself every minute, here at the times of the made-up weeks: often enough that what recovers is seen to.
    private async Task WatchAsync(TimeSpan before)
    {
        var evaluator = services.GetRequiredService<AlertEvaluator>();
        var outbox = services.GetRequiredService<DeliveryOutbox>();
        for (; before >= TimeSpan.Zero; before -= TimeSpan.FromMinutes(20))
        {
            time.MoveTo(before);
            await evaluator.RunOnceAsync(_no);
            await outbox.RunOnceAsync(_no);
        }
    }
}
