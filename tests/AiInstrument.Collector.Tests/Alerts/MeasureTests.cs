using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class MeasureTests
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;

    // 1,000 input and 100 output tokens of gpt-4o-mini.
    private const long CallCost = 210_000;

    [Theory]
    [InlineData(AlertKind.SpendRate, 4 * CallCost)]
    [InlineData(AlertKind.TokenRate, 4_400)]
    public async Task A_rate_is_held_against_the_same_hours_of_the_weeks_before(AlertKind kind, long minimum)
    {
        await using var rig = await AlertRig.StartAsync();
        var rule = new AlertRule(0, "rate", kind) { Threshold = 100, WindowMinutes = Hour, Minimum = minimum };
        await rig.AddAsync(rule);

        // Four weeks with two calls in the hour before noon, and one with very many, which a median does not see.
        for (var week = 1; week <= 5; week++)
        {
            await rig.Collector.SendAsync(Calls(week == 3 ? 50 : 2, TestCollector.Noon.AddDays(-7 * week).AddMinutes(-30)));
            await rig.Collector.SendAsync(Calls(40, TestCollector.Noon.AddDays(-7 * week).AddHours(5)));
        }

        await rig.Collector.SendAsync(Calls(3, TestCollector.Noon.AddMinutes(-30)));
        await rig.RunAsync();
        Assert.Empty(await rig.FiringAsync());

        await rig.Collector.SendAsync(Calls(1, TestCollector.Noon.AddMinutes(-20)));
        await rig.RunAsync();
        var incident = Assert.Single(await rig.FiringAsync());
        var each = kind == AlertKind.SpendRate ? CallCost : 1_100;
        Assert.Equal((4.0 * each, 4.0 * each, 2.0 * each), (incident.Value, incident.Threshold, incident.Reference));
    }

    [Fact]
    public async Task Of_the_running_hour_as_much_is_usual_as_has_passed()
    {
        await using var rig = await AlertRig.StartAsync(at: TestCollector.Noon.AddMinutes(15));
        await rig.AddAsync(new AlertRule(0, "rate", AlertKind.TokenRate) { Threshold = 50, WindowMinutes = Hour });
        for (var week = 1; week <= 4; week++)
        {
            await rig.Collector.SendAsync(Calls(8, TestCollector.Noon.AddDays(-7 * week).AddMinutes(30)));
        }

        await rig.Collector.SendAsync(Calls(3, TestCollector.Noon.AddMinutes(5)));
        await rig.RunAsync();

        Assert.Equal(2 * 1_100, Assert.Single(await rig.FiringAsync()).Reference);
    }

    [Fact]
    public async Task Without_enough_weeks_days_are_the_baseline_and_without_enough_days_nothing_fires()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "rate", AlertKind.SpendRate) { Threshold = 100, WindowMinutes = Hour, Minimum = 1 });
        await rig.Collector.SendAsync([.. Calls(1, TestCollector.Noon.AddDays(-1).AddHours(-2)), .. Calls(1, TestCollector.Noon.AddDays(-2).AddHours(-2)), .. Calls(9, TestCollector.Noon.AddMinutes(-10))]);
        await rig.RunAsync();
        Assert.Empty(await rig.FiringAsync());

        // The next hour reads the baseline anew.
        await rig.Collector.SendAsync([.. Calls(1, TestCollector.Noon.AddDays(-3).AddHours(-2)), .. Calls(1, TestCollector.Noon.AddDays(-4).AddHours(-2))]);
        await rig.RunAsync(TimeSpan.FromHours(1));
        await rig.Collector.SendAsync(Calls(9, TestCollector.Noon.AddMinutes(50)));
        await rig.RunAsync();
        Assert.Equal(0, Assert.Single(await rig.FiringAsync()).Reference);
    }

    [Fact]
    public async Task A_budget_of_each_organization_fires_for_those_that_near_their_limit()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "budgets", AlertKind.Budget) { Threshold = 75 });
        await rig.Collector.Budgets.CreateAsync(
            AlertRig.Ada,
            new BudgetDraft { Name = "monthly", Scope = new BudgetScope { Organization = BudgetScope.Each }, SoftLimit = 4 * CallCost, HardLimit = 8 * CallCost },
            TestContext.Current.CancellationToken);
        await rig.Collector.SendAsync([.. Calls(3, TestCollector.Noon, ("aiinstrument.organization.id", "acme")), .. Calls(1, TestCollector.Noon, ("aiinstrument.organization.id", "small"))]);
        await rig.RunAsync();

        Assert.Equal(("monthly: acme", 75.0), Assert.Single(await rig.FiringAsync()) is var incident ? (incident.Key, incident.Value) : default);
    }

    [Fact]
    public async Task Errors_and_durations_need_enough_calls_and_heed_the_filter()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "errors", AlertKind.ErrorRate) { Threshold = 50, Minimum = 4, WindowMinutes = Hour, Filter = new UsageFilter { Organization = "acme" } });
        await rig.AddAsync(new AlertRule(0, "slow", AlertKind.Latency) { Threshold = 1_500, Minimum = 5, WindowMinutes = Hour });
        await rig.Collector.SendAsync([.. Calls(3, TestCollector.Noon.AddMinutes(-10), ("error.type", "timeout"), ("aiinstrument.organization.id", "acme"))]);
        await rig.RunAsync();
        Assert.Empty(await rig.FiringAsync());

        await rig.Collector.SendAsync([.. Calls(3, TestCollector.Noon.AddMinutes(-10), ("aiinstrument.organization.id", "acme")), .. Calls(9, TestCollector.Noon.AddMinutes(-10), ("aiinstrument.organization.id", "other"))]);
        await rig.RunAsync();

        var firing = (await rig.FiringAsync()).ToDictionary(incident => incident.RuleName);
        Assert.Equal((50.0, 1_500.0), (firing["errors"].Value, firing["slow"].Value));
    }

    [Fact]
    public async Task No_data_knows_when_each_service_was_last_seen_and_forgets_one_that_is_gone()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "silence", AlertKind.NoData) { Threshold = 60 }, await rig.AddLogAsync());
        await rig.Collector.SendAsync(Of("quiet", TestCollector.Noon.AddMinutes(-90)), Of("busy", TestCollector.Noon.AddMinutes(-1)), Of("gone", TestCollector.Noon.AddDays(-40)));
        await rig.RunAsync();

        var incident = Assert.Single(await rig.FiringAsync());
        Assert.Equal(("quiet", 90.0), (incident.Key, incident.Value));
        Assert.Equal("Firing: silence (quiet) Time since the last call is 90 minutes; the threshold is 1 hour.", Assert.Single(rig.Log.Lines));

        await rig.Collector.SendAsync(Of("quiet", TestCollector.Noon.AddMinutes(1)));
        await rig.RunAsync(TimeSpan.FromMinutes(2));
        await rig.RunAsync(TimeSpan.FromMinutes(6));
        Assert.Empty(await rig.FiringAsync());
    }

    [Fact]
    public async Task Usage_without_a_price_fires_by_model_and_ends_with_its_window()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "unpriced", AlertKind.Unpriced) { Threshold = 1_000, WindowMinutes = Day });
        await rig.Collector.SendAsync([Spans.Chat(), .. Calls(1, TestCollector.Noon, ("gen_ai.request.model", "inhouse"), ("gen_ai.response.model", "inhouse"), ("gen_ai.provider.name", "acme"))]);
        await rig.RunAsync();
        Assert.Equal(("inhouse", 1_100.0), Assert.Single(await rig.FiringAsync()) is var incident ? (incident.Key, incident.Value) : default);

        await rig.RunAsync(TimeSpan.FromDays(1));
        await rig.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(AlertResolution.NotMeasured, Assert.Single(await rig.HistoryAsync()).Resolution);
    }

    [Fact]
    public async Task Coverage_is_held_against_the_best_of_the_window_until_the_lower_one_is_what_is_usual()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "coverage", AlertKind.Coverage) { Threshold = 10, WindowMinutes = 7 * Day });
        await rig.Collector.SendAsync(Spans.Registry(Sites(4, escaped: 0), build: "b1"));
        await rig.RunAsync();
        Assert.Empty(await rig.FiringAsync());

        rig.Collector.Time.Now += TimeSpan.FromDays(6);
        await rig.RunAsync();
        await rig.Collector.SendAsync(Spans.Registry(Sites(4, escaped: 1), build: "b2"));
        await rig.RunAsync(TimeSpan.FromDays(2));
        Assert.Equal(("support", 25.0, 100.0), Assert.Single(await rig.FiringAsync()) is var incident ? (incident.Key, incident.Value, incident.Reference!.Value) : default);

        await rig.RunAsync(TimeSpan.FromDays(6));
        await rig.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await rig.FiringAsync());
    }

    [Fact]
    public async Task Lost_spans_fire_as_long_as_the_word_of_them_is_young()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "lost", AlertKind.LostSpans) { Threshold = 5, WindowMinutes = Day });
        await rig.Collector.SqlAsync($"INSERT INTO reported_losses VALUES (1, 'support', 'i1', 4, 3, {TestCollector.Noon.AddHours(-3).ToUnixTimeMilliseconds()}, {TestCollector.Noon.AddHours(-2).ToUnixTimeMilliseconds()}) RETURNING 1");
        await rig.RunAsync();
        Assert.Equal(("support", 7.0), Assert.Single(await rig.FiringAsync()) is var incident ? (incident.Key, incident.Value) : default);

        await rig.RunAsync(TimeSpan.FromHours(23));
        await rig.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await rig.FiringAsync());
    }

    [Fact]
    public async Task Rules_that_make_no_sense_are_refused_by_field()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.AddAsync(new AlertRule(0, "taken", AlertKind.Budget) { Threshold = 80 });

        Assert.Equal(["channels", "minimum", "name", "renotify", "threshold", "window"], await Refused(new AlertRule(0, "taken", AlertKind.ErrorRate)
        {
            Threshold = double.NaN,
            Minimum = -1,
            WindowMinutes = 61,
            RenotifyMinutes = 1,
            Channels = [77],
        }));
        Assert.Equal(["kind", "name"], await Refused(new AlertRule(0, " ", (AlertKind)99)));

        async Task<IEnumerable<string>> Refused(AlertRule rule) =>
            (await Assert.ThrowsAsync<AlertInvalidException>(() => rig.Alerts.SaveRuleAsync(AlertRig.Ada, rule, TestContext.Current.CancellationToken))).Problems.Keys.Order();
    }

    private static DecodedSpan[] Calls(int count, DateTimeOffset at, params (string Key, object? Value)[] attributes) => [.. Enumerable.Range(0, count).Select(_ => Spans.ChatAt(at, attributes))];

    private static DecodedSpan Of(string service, DateTimeOffset at)
    {
        var span = Spans.ChatAt(at);
        span.Resource.Attributes.Set("service.name", AttributeValue.Of(service));
        return span;
    }

    private static string Sites(int count, int escaped) =>
        "{\"callSites\":[" + string.Join(',', Enumerable.Range(0, count).Select(at => $$"""{"id":"s{{at}}","member":"M","sdk":"openai","method":"m"{{(at < escaped ? ",\"escape\":\"dynamic\"" : "")}}}""")) + "]}";
}
