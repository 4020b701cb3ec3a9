using System.Globalization;
using AiInstrument.Collector.Budgets;

namespace AiInstrument.EndToEnd.Tests;

public sealed class BudgetTests(ITestOutputHelper output)
{
    private const int Processes = 8;
    private const int Concurrency = 50;
    private const long NanoDollarsPerMillicent = 10_000;

    // Of these a process alone gets a quarter at first.
    private const int Calls = 2_000;

    // What a lease is at most a share of, by each instance that asks (docs/budgets.md).
    private const int Shares = 4;

    // The long form: AIINSTRUMENT_BUDGET_MILLICENTS=100000, a dollar.
    private static readonly long s_limit = NanoDollarsPerMillicent * long.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_BUDGET_MILLICENTS") ?? "10000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Many_processes_that_spend_one_hard_budget_at_once_pass_it_by_a_lease_each_at_most()
    {
        await using var collector = await BudgetHost.StartAsync();
        await collector.CreateAsync(new BudgetDraft { Name = "acme", Scope = new BudgetScope { Organization = "acme" }, HardLimit = s_limit });
        await using var spenders = await Spenders.StartModelsAsync();
        var processes = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => spenders.StartAsync(collector.Otlp, "acme", Concurrency)));
        var spent = await Task.WhenAll(processes.Select(Spenders.WaitAsync));

        // At rest: everybody has told, everything is recorded.
        var costs = await collector.ReadCostsAsync();
        var leases = await collector.ReadLeasesAsync();
        var total = costs.Sum();
        output.WriteLine(FormattableString.Invariant($"limit {s_limit}, used {total} ({(double)total / s_limit:P1}), {costs.Count} calls, dearest {costs.Max()}, {spent.Sum(static one => one.Denied)} stopped, {leases.Count} leases"));
        Assert.Equal(spent.Sum(static one => one.Made), costs.Count);
        Assert.Equal(costs.Count, await spenders.ReadServedAsync());
        Assert.Equal(total, await collector.ReadUsedAsync());
        Assert.Equal(total, leases.Sum(static lease => lease.Settled));
        Assert.All(leases, static lease => Assert.Equal((lease.Recorded, false), (lease.Settled, lease.IsOpen)));
        Assert.Equal(Processes, leases.Select(static lease => lease.Instance).Distinct(StringComparer.Ordinal).Count());

        // The bound: a lease for each instance, and of each the last call, which may cost more than was left.
        var lease = s_limit / (Shares * Processes);
        Assert.InRange(total - s_limit, long.MinValue, Processes * (lease + costs.Max()));

        // And money is not left lying about: a process gives up when it is stopped again and again, while others may still hold leases.
        Assert.InRange(total, s_limit / 2, long.MaxValue);
    }

    [Fact]
    public async Task What_a_killed_process_held_can_be_spent_by_others()
    {
        await using var collector = await BudgetHost.StartAsync();
        await collector.CreateAsync(new BudgetDraft { Name = "acme", Scope = new BudgetScope { Organization = "acme" }, Unit = BudgetUnit.Calls, HardLimit = Calls });
        await using var spenders = await Spenders.StartModelsAsync();
        var killed = await spenders.StartAsync(collector.Otlp, "acme", concurrency: 4);
        await Poll.UntilAsync(async () => await spenders.ReadServedAsync() >= 20);
        await killed.KillAsync(TestContext.Current.CancellationToken);
        var held = Assert.Single(await collector.ReadLeasesAsync());
        Assert.True(held.IsOpen);
        Assert.True(held.Granted > held.Settled);

        // Its last calls are recorded by whoever opens the outbox next; its lease ends by itself.
        await spenders.DrainAsync(collector.Otlp);
        await Poll.UntilAsync(async () =>
        {
            await collector.ProbeAsync();
            return !(await collector.ReadLeasesAsync())[0].IsOpen;
        });
        var used = await collector.ReadUsedAsync();
        Assert.Equal(((await collector.ReadLeasesAsync())[0].Recorded, (await collector.ReadCostsAsync()).Count), (used, (int)used));
        Assert.InRange(used, 1, Calls - 1);

        // All that is left is there to be spent.
        await Spenders.WaitAsync(await spenders.StartAsync(collector.Otlp, "acme", concurrency: 4));
        output.WriteLine(FormattableString.Invariant($"of {Calls} calls the killed process made {used} and held {held.Granted}"));
        Assert.Equal((Calls, Calls), (await collector.ReadUsedAsync(), (await collector.ReadCostsAsync()).Count));
    }
}
