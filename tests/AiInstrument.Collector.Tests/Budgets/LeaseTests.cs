using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Budgets;

/// <summary>What instances may use, in whatever order they report, crash and come back, and the collector with them.</summary>
public sealed class LeaseTests
{
    private const long Limit = 100_000;
    private const long FleetLimit = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    public async Task Nothing_is_used_beyond_the_limit_and_the_bound_and_nothing_is_counted_twice(int seed, bool calm = false)
    {
        var fleet = await LeaseFleet.StartAsync(seed, FleetLimit, calm);
        try
        {
            for (var step = 0; step < 400; step++)
            {
                await fleet.StepAsync();
                fleet.AssertBound();
            }

            await fleet.SettleAllAsync();
            fleet.AssertBound();
            await fleet.AssertAtRestAsync();
            Assert.True(fleet.Used > FleetLimit * 3 / 4, $"Only {fleet.Used} was used: the test shows little.");
        }
        finally
        {
            await fleet.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_busy_instance_can_use_a_budget_up_beside_idle_ones()
    {
        await using var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit });
        for (var idle = 0; idle < 8; idle++)
        {
            await SyncAsync(collector, $"idle{idle}");
        }

        long used = 0;
        for (var second = 0; second < 600 && used < Limit; second++)
        {
            collector.Time.Now += TimeSpan.FromSeconds(1);
            var state = await SyncAsync(collector, "busy", low: true);
            for (var idle = 0; idle < 8; idle++)
            {
                await SyncAsync(collector, $"idle{idle}");
            }

            if (state.Lease is { } lease && lease.Granted > lease.Settled)
            {
                used += lease.Granted - lease.Settled;
                await SyncAsync(collector, "busy", settle: (lease.Id, lease.Granted - lease.Settled, $"s{second}"));
            }
        }

        Assert.Equal(Limit, used);
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_returns_what_is_not_settled()
    {
        await using var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit });
        var first = await SyncAsync(collector, "a");
        await SyncAsync(collector, "a", settle: (first.Lease!.Value.Id, 1000, "s1"));
        Assert.Equal(25_000, (await SyncAsync(collector, "b")).Used);

        collector.Time.Now += TimeSpan.FromSeconds(30);

        Assert.Equal(1000, (await SyncAsync(collector, "b")).Used);
        var again = await SyncAsync(collector, "a");
        Assert.NotEqual(first.Lease.Value.Id, again.Lease!.Value.Id);
        Assert.True(again.Used >= 1000);
    }

    [Fact]
    public async Task A_lowered_limit_takes_back_what_is_spare_and_a_soft_one_sets_nothing_aside()
    {
        await using var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit });
        Assert.Equal(25_000, (await SyncAsync(collector, "a")).Lease!.Value.Granted);
        var budget = (await collector.Budgets.ListAsync(Workspaces.DefaultId, Cancel))[0];

        await collector.Budgets.UpdateAsync(new Actor(Workspaces.DefaultId, "test"), budget.Id, budget.Draft with { HardLimit = 1000 }, Cancel);
        Assert.Equal(1000, (await SyncAsync(collector, "a")).Lease!.Value.Granted);
        Assert.Null((await SyncAsync(collector, "b")).Lease);

        await collector.Budgets.UpdateAsync(new Actor(Workspaces.DefaultId, "test"), budget.Id, budget.Draft with { HardLimit = null, SoftLimit = 1000 }, Cancel);
        var soft = await SyncAsync(collector, "b");
        Assert.Equal((0L, 1000L), (soft.Lease!.Value.Granted, soft.Used));
    }

    [Fact]
    public async Task Leases_and_settlements_outlive_the_collector()
    {
        var folder = TestCollector.NewFolder();
        SyncedState before;
        await using (var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit }, folder))
        {
            before = await SyncAsync(collector, "a");
            await SyncAsync(collector, "a", settle: (before.Lease!.Value.Id, 500, "s1"));
        }

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            // Long after: only time that the collector ran counts.
            collector.Time.Now += TimeSpan.FromHours(1);
            var after = await SyncAsync(collector, "a", settle: (before.Lease.Value.Id, 500, "s1"));
            Assert.Equal((before.Lease.Value.Id, 25_000L, 500L, 0L), (after.Lease!.Value.Id, after.Lease.Value.Granted, after.Lease.Value.Settled, after.Used));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_period_gives_a_new_lease_and_late_settlements_stay_with_the_old()
    {
        await using var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit, Period = BudgetPeriod.Day });
        var old = await SyncAsync(collector, "a");

        collector.Time.Now = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        var fresh = await SyncAsync(collector, "a", settle: (old.Lease!.Value.Id, 700, "late"));

        Assert.NotEqual(old.Lease.Value.Id, fresh.Lease!.Value.Id);
        Assert.Equal((0L, 0L), (fresh.Used, fresh.Lease.Value.Settled));
        Assert.Equal(700L, await collector.SqlAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT settled FROM budget_leases WHERE id = {old.Lease.Value.Id}")));
    }

    [Fact]
    public async Task Another_workspace_can_neither_settle_nor_see_a_lease()
    {
        await using var collector = await StartAsync(new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = Limit });
        var own = await SyncAsync(collector, "a");

        var other = await collector.Leases.SyncAsync(new SyncRequest(2, "a", [new Settlement("s", [own.Lease!.Value.Id], Tokens(5))], [], [own.Lease.Value.Id], new Dictionary<int, Dictionary<string, bool>>()), Cancel);

        Assert.Empty(other.Budgets);
        Assert.Equal(own.Lease.Value.Id, (await SyncAsync(collector, "a")).Lease!.Value.Id);
        Assert.Equal(0L, await collector.SqlAsync("SELECT sum(settled) FROM budget_leases"));
    }

    internal static CountedCall Tokens(long tokens) => new(0, null, 0, tokens, 1, 0, 0);

    internal static async Task<TestCollector> StartAsync(BudgetDraft draft, string? folder = null)
    {
        var collector = await TestCollector.StartAsync(folder);
        Assert.Empty((await collector.Budgets.CreateAsync(new Actor(Workspaces.DefaultId, "test"), draft, Cancel)).Problems);
        return collector;
    }

    private static async Task<SyncedState> SyncAsync(TestCollector collector, string instance, bool low = false, (long Lease, long Tokens, string Id)? settle = null)
    {
        var wanted = low ? new Dictionary<int, Dictionary<string, bool>> { [1] = new() { [""] = true } } : [];
        var answer = await collector.Leases.SyncAsync(
            new SyncRequest(Workspaces.DefaultId, instance, settle is { } one ? [new Settlement(one.Id, [one.Lease], Tokens(one.Tokens))] : [], [], [], wanted), Cancel);
        return Assert.Single(Assert.Single(answer.Budgets).States);
    }
}
