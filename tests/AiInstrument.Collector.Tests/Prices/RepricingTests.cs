using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Prices;

public sealed class RepricingTests
{
    private static readonly Actor Admin = new(Workspaces.DefaultId, "ada");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pricing_a_model_again_corrects_its_records_and_every_total_and_says_by_how_much()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(new RandomTraffic(8).Calls(300));
        await collector.SendAsync([.. Enumerable.Range(0, 450).Select(i => Call(i))]);
        await collector.FillRollupsAsync();
        var before = await collector.TotalsAsync("all");
        await PriceAsync(collector);

        var id = await collector.Repricing.StartAsync(Admin, "acme", "inhouse-7b", Cancel);
        await collector.Repricing.RunOnceAsync(Cancel);

        // 450 × (1,000 × 2,000 + 100 × 10,000)
        var run = await collector.Repricing.FindAsync(Workspaces.DefaultId, id, Cancel);
        Assert.Equal((new RepriceReport(450, 450, 0, 1_350_000_000), 1.0), (run!.Report, run.Done));
        Assert.NotNull(run.Finished);
        var after = await collector.TotalsAsync("all");
        Assert.Equal((before.CostNanoUsd + 1_350_000_000, before.UnpricedCalls - 450, before.Calls), (after.CostNanoUsd, after.UnpricedCalls, after.Calls));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));

        // Again: nothing is left to change.
        var again = await collector.Repricing.StartAsync(Admin, null, null, Cancel);
        await collector.Repricing.RunOnceAsync(Cancel);
        Assert.Equal((750L, 0L), ((await collector.Repricing.FindAsync(Workspaces.DefaultId, again, Cancel))!.Report is var report) ? (report.Records, report.Changed) : default);
        var entries = await new AuditLog(collector.Database).ReadAsync(Workspaces.DefaultId, null, 10, Cancel);
        Assert.Equal(["prices.repriced", "prices.reprice_started", "prices.repriced", "prices.reprice_started", "price_override.created"], entries.Select(entry => entry.Action));
        Assert.Contains("\"afterNanoUsd\":1350000000", entries[2].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_come_in_between_two_steps_and_are_counted_once()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync([.. Enumerable.Range(0, 500).Select(i => Call(i))]);
        await PriceAsync(collector);
        var id = await collector.Repricing.StartAsync(Admin, "acme", "inhouse-*", Cancel);

        var steps = 0;
        while (await collector.RepriceAsync(id) > 0)
        {
            steps++;
            Assert.Equal(1, (await collector.SendAsync(Call(1000 + steps))).Stored);
        }

        Assert.Equal(3, steps);
        Assert.Equal(500, (await collector.Repricing.FindAsync(Workspaces.DefaultId, id, Cancel))!.Report.Records);
        var totals = await collector.TotalsAsync("all");
        Assert.Equal((503 * 3_000_000L, 0L), (totals.CostNanoUsd, totals.UnpricedCalls));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
    }

    [Fact]
    public async Task A_pricing_that_was_interrupted_goes_on_after_a_restart()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        int id;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.SendAsync([.. Enumerable.Range(0, 500).Select(i => Call(i))]);
            await PriceAsync(collector);
            id = await collector.Repricing.StartAsync(Admin, null, null, Cancel);
            Assert.True(await collector.RepriceAsync(id) > 0);
            Assert.InRange((await collector.Repricing.FindAsync(Workspaces.DefaultId, id, Cancel))!.Done, 0.1, 0.9);
        }

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.Repricing.RunOnceAsync(Cancel);
            Assert.Equal(new RepriceReport(500, 500, 0, 1_500_000_000), (await collector.Repricing.FindAsync(Workspaces.DefaultId, id, Cancel))!.Report);
            Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_command_prices_by_the_prices_in_force_and_only_what_it_is_asked_for()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await collector.SendAsync(Call(1), Call(2), Spans.Chat());
            await PriceAsync(collector);
        }

        Assert.Equal(new RepriceReport(1, 0, 0, 0), await CollectorMaintenance.RepriceAsync(folder, "OpenAI", "gpt-4o-*", Cancel));
        Assert.Equal(new RepriceReport(3, 2, 0, 6_000_000), await CollectorMaintenance.RepriceAsync(folder, Cancel));
        Directory.Delete(folder, recursive: true);
    }

    private static Task PriceAsync(TestCollector collector) => collector.Prices.SaveOverrideAsync(
        Admin,
        new PriceOverride
        {
            Provider = "acme",
            Pattern = "inhouse-7b",
            From = new DateOnly(2020, 1, 1),
            Tiers = new Dictionary<string, PriceSheet> { ["default"] = new() { Input = 2_000_000_000, Output = 10_000_000_000 } },
            Reason = "contract",
        },
        Cancel);

    private static DecodedSpan Call(int i) => Spans.ChatAt(
        TestCollector.Noon.AddHours(-i % 200), ("gen_ai.provider.name", "acme"), ("gen_ai.request.model", "inhouse-7b"), ("gen_ai.response.model", "inhouse-7b"), ("user.id", "u" + (i % 5)));
}
