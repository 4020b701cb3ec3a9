using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Measures;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class AlertFlowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_fires_once_reminds_and_resolves_after_it_has_been_clear_for_a_while()
    {
        var budgets = new SetBudgets();
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule with { RenotifyMinutes = 60 }, await rig.AddLogAsync());

        budgets.Use("acme", 85);
        await rig.RunAsync();
        await rig.RunAsync(TimeSpan.FromMinutes(1));
        await rig.RunAsync(TimeSpan.FromMinutes(30));
        var firing = Assert.Single(await rig.FiringAsync());
        Assert.Equal(("acme", 85.0, 80.0, 1), (firing.Key, firing.Value, firing.Threshold, firing.Notifications));
        Assert.Equal(["Firing: limits (acme) Use of the budget is 85 %; the threshold is 80 %."], rig.Log.Lines);

        await rig.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(2, rig.Log.Lines.Count);
        Assert.StartsWith("Still firing: limits (acme)", rig.Log.Lines[1], StringComparison.Ordinal);

        budgets.Use("acme", 10);
        await rig.RunAsync(TimeSpan.FromMinutes(1));
        await rig.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Single(await rig.FiringAsync());
        await rig.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(await rig.FiringAsync());
        Assert.Equal("Resolved: limits (acme) Use of the budget is below 80 % again. It fired for 67 minutes.", rig.Log.Lines[2]);
        var past = Assert.Single(await rig.HistoryAsync());
        Assert.Equal((AlertResolution.Recovered, 3), (past.Resolution, past.Notifications));

        await rig.RunAsync(TimeSpan.FromHours(5));
        Assert.Equal(3, rig.Log.Lines.Count);
    }

    [Fact]
    public async Task A_value_that_plays_about_the_threshold_makes_one_incident()
    {
        var budgets = new SetBudgets();
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule, await rig.AddLogAsync());

        foreach (var percent in (int[])[81, 79, 80, 75, 71, 90, 50, 82, 73])
        {
            budgets.Use("acme", percent);
            await rig.RunAsync(TimeSpan.FromMinutes(4));
        }

        Assert.Single(await rig.FiringAsync());
        Assert.Single(rig.Log.Lines);
    }

    [Fact]
    public async Task Each_key_has_its_own_incident()
    {
        var budgets = new SetBudgets();
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule);

        budgets.Use("acme", 85);
        budgets.Use("borealis", 95);
        budgets.Use("small", 5);
        await rig.RunAsync();
        await rig.RunAsync();

        Assert.Equal(["acme", "borealis"], (await rig.FiringAsync()).Select(incident => incident.Key).Order());
    }

    [Fact]
    public async Task A_restart_forgets_and_repeats_nothing()
    {
        var folder = TestCollector.NewFolder();
        var budgets = new SetBudgets();
        budgets.Use("acme", 85);
        await using (var rig = await AlertRig.StartAsync(folder, budgets: budgets))
        {
            await rig.AddAsync(Rule with { RenotifyMinutes = 60 }, await rig.AddLogAsync());
            await rig.Evaluator.RunOnceAsync(Cancel);
        }

        // The notification was on its way when the process ended; the incident goes on.
        await using (var rig = await AlertRig.StartAsync(folder, TestCollector.Noon.AddMinutes(10), budgets))
        {
            await rig.RunAsync();
            await rig.RunAsync(TimeSpan.FromMinutes(10));
            Assert.Equal(["Firing: limits (acme) Use of the budget is 85 %; the threshold is 80 %."], rig.Log.Lines);
            budgets.Use("acme", 1);
            await rig.RunAsync(TimeSpan.FromMinutes(1));
        }

        await using (var rig = await AlertRig.StartAsync(folder, TestCollector.Noon.AddMinutes(30), budgets))
        {
            await rig.RunAsync();
            Assert.StartsWith("Resolved", Assert.Single(rig.Log.Lines), StringComparison.Ordinal);
            Assert.Empty(await rig.FiringAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_broken_rule_says_so_and_never_stops_the_others()
    {
        var budgets = new SetBudgets { Broken = true };
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule);
        var unreadable = await rig.AddAsync(new AlertRule(0, "unreadable", AlertKind.ErrorRate) { Threshold = 10, WindowMinutes = 60 });
        await rig.AddAsync(new AlertRule(0, "works", AlertKind.NoData) { Threshold = 3 });
        await rig.Collector.SqlAsync($"UPDATE alert_rules SET filter_json = '{{' WHERE id = {unreadable} RETURNING id");
        await rig.Collector.SendAsync(Spans.Chat());

        await rig.RunAsync();

        Assert.Equal("works", Assert.Single(await rig.FiringAsync()).RuleName);
        var rules = (await rig.Alerts.GetRulesAsync(Workspaces.DefaultId, Cancel)).ToDictionary(rule => rule.Name);
        Assert.Equal(("The budgets cannot be read.", null), (rules["limits"].Problem, rules["works"].Problem));
        Assert.NotNull(rules["unreadable"].Problem);

        await rig.Collector.SqlAsync($"UPDATE alert_rules SET filter_json = '{{}}' WHERE id = {unreadable} RETURNING id");
        budgets.Broken = false;
        await rig.RunAsync();
        Assert.All(await rig.Alerts.GetRulesAsync(Workspaces.DefaultId, Cancel), rule => Assert.Null(rule.Problem));
    }

    [Fact]
    public async Task A_rule_that_measures_something_else_ends_what_it_fired_without_a_word()
    {
        var budgets = new SetBudgets();
        budgets.Use("acme", 85);
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        var channel = await rig.AddLogAsync();
        var id = await rig.AddAsync(Rule, channel);
        await rig.RunAsync();

        await rig.Alerts.SaveRuleAsync(AlertRig.Ada, Rule with { Id = id, Name = "renamed", Channels = [channel] }, Cancel);
        Assert.Single(await rig.FiringAsync());
        await rig.Alerts.SaveRuleAsync(AlertRig.Ada, Rule with { Id = id, Threshold = 90, Channels = [channel] }, Cancel);
        await rig.RunAsync();

        Assert.Empty(await rig.FiringAsync());
        Assert.Equal(AlertResolution.RuleChanged, Assert.Single(await rig.HistoryAsync()).Resolution);
        Assert.Single(rig.Log.Lines);
    }

    [Fact]
    public async Task A_deleted_rule_leaves_its_history_and_every_change_is_audited()
    {
        var budgets = new SetBudgets();
        budgets.Use("acme", 85);
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        var channel = await rig.AddAsync(new ChannelDraft(0, "hook", ChannelKind.Webhook) { Url = "https://hooks.example.org/T0/secret-path", SigningKey = "0123456789abcdef" });
        var id = await rig.AddAsync(Rule, channel);
        await rig.RunAsync();

        Assert.True(await rig.Alerts.DeleteRuleAsync(AlertRig.Ada, id, Cancel));
        Assert.True(await rig.Alerts.DeleteChannelAsync(AlertRig.Ada, channel, Cancel));
        Assert.False(await rig.Alerts.DeleteRuleAsync(AlertRig.Ada, id, Cancel));
        await rig.RunAsync(TimeSpan.FromDays(1));

        var past = Assert.Single(await rig.HistoryAsync());
        Assert.Equal((null, "limits"), (past.RuleId, past.RuleName));
        Assert.Equal(("hook", DeliveryState.Failed), Assert.Single(await rig.DeliveriesAsync()) is var delivery ? (delivery.Channel, delivery.State) : default);
        var audit = await new AuditLog(rig.Collector.Database).ReadAsync(Workspaces.DefaultId, null, 10, Cancel);
        Assert.Equal(["notification-channel.deleted", "alert-rule.deleted", "alert-rule.created", "notification-channel.created"], audit.Select(entry => entry.Action));
        Assert.DoesNotContain(audit, entry => entry.Details.Contains("secret-path", StringComparison.Ordinal) || entry.Details.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_opened_while_its_rule_was_switched_off_does_not_fire_for_ever()
    {
        var budgets = new SetBudgets();
        budgets.Use("acme", 85);
        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule);
        await rig.RunAsync();
        await rig.Collector.SqlAsync("UPDATE alert_rules SET active = 0 RETURNING id");

        await rig.RunAsync();

        Assert.Empty(await rig.FiringAsync());
    }

    [Fact]
    public async Task A_thousand_keys_of_a_stranger_make_fifty_incidents_at_the_most()
    {
        var budgets = new SetBudgets();
        foreach (var at in Enumerable.Range(0, 1000))
        {
            budgets.Use("b" + at, 90);
        }

        await using var rig = await AlertRig.StartAsync(budgets: budgets);
        await rig.AddAsync(Rule);
        await rig.RunAsync();
        await rig.RunAsync();

        Assert.Equal(50, (await rig.FiringAsync()).Count);
    }

    private static AlertRule Rule { get; } = new(0, "limits", AlertKind.Budget) { Threshold = 80 };

    private sealed class SetBudgets : IBudgetUses
    {
        private readonly Dictionary<string, long> _uses = new(StringComparer.Ordinal);

        public bool Broken { get; set; }

        public void Use(string name, long percent) => _uses[name] = percent;

        public Task<IReadOnlyList<BudgetUse>> ReadAsync(int workspaceId, CancellationToken cancellationToken) => Broken
            ? throw new InvalidOperationException("The budgets cannot be read.")
            : Task.FromResult<IReadOnlyList<BudgetUse>>([.. _uses.Select(use => new BudgetUse(use.Key, use.Value, 100))]);
    }
}
