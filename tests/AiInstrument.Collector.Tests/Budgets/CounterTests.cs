using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Budgets;

/// <summary>Counters equal the sum of the records: whatever arrives, however late and often, whatever is corrected, whenever a budget is created.</summary>
public sealed class CounterTests
{
    private static readonly Actor Tester = new(Workspaces.DefaultId, "test");
    private static readonly string[] Zones = ["UTC", "Europe/Istanbul", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Counters_agree_with_the_stored_calls_for_random_budgets_and_traffic(int seed)
    {
        var random = new Random(seed);
        await using var collector = await TestCollector.StartAsync();
        var traffic = new RandomTraffic(seed);
        var calls = traffic.Calls(500);
        calls.AddRange(Trees(random));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(calls));
        await CreateSomeAsync(collector, random, 6);
        foreach (var batch in traffic.Split(calls))
        {
            await collector.SendAsync(batch);
            switch (random.Next(8))
            {
                case 0:
                    await collector.SendAsync(traffic.Some(batch));
                    break;
                case 1:
                    // The clock goes back as well: what a new budget counts from is another period each time.
                    collector.Time.Now = TestCollector.Noon.AddDays(-random.Next(90));
                    await CreateSomeAsync(collector, random, 1);
                    break;
                case 2:
                    await ChangeOneAsync(collector, random);
                    break;
            }
        }

        await collector.SendAsync(traffic.Some(calls));
        Assert.Equal("", await CounterModel.DifferencesAsync(collector));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        Assert.True(Convert.ToInt64(await collector.SqlAsync("SELECT count(DISTINCT budget_id) FROM budget_counters"), System.Globalization.CultureInfo.InvariantCulture) >= 3);
    }

    [Fact]
    public async Task A_budget_that_is_created_while_calls_arrive_counts_each_once()
    {
        await using var collector = await TestCollector.StartAsync();
        var sending = Task.Run(
            async () =>
            {
                for (var sent = 0; sent < 60; sent++)
                {
                    await collector.SendAsync([.. Enumerable.Range(0, 20).Select(number => Spans.Chat(("user.id", $"u{number % 3}")))]);
                }
            },
            Cancel);
        for (var created = 0; created < 12; created++)
        {
            await CreateAsync(collector, new BudgetDraft { Name = $"b{created}", Scope = new BudgetScope { User = created % 2 == 0 ? "*" : null }, HardLimit = 1 });
            await Task.Yield();
        }

        await sending;

        Assert.Equal("", await CounterModel.DifferencesAsync(collector));
        Assert.Equal(1200L, await collector.SqlAsync("SELECT calls FROM budget_counters WHERE budget_id = 2"));
    }

    [Fact]
    public async Task Denied_calls_and_calls_without_a_value_count_nowhere()
    {
        await using var collector = await TestCollector.StartAsync();
        var each = await CreateAsync(collector, new BudgetDraft { Name = "each user", Scope = new BudgetScope { User = "*", Model = "gpt-4o-mini" }, Unit = BudgetUnit.Calls, HardLimit = 1 });
        var all = await CreateAsync(collector, new BudgetDraft { Name = "all", Unit = BudgetUnit.Calls, HardLimit = 4 });

        await collector.SendAsync(
            Spans.Chat(("user.id", "u1")),
            Spans.Chat(("user.id", "u1"), ("gen_ai.request.model", "gpt-4o")),
            Spans.Chat(),
            Spans.Chat(("user.id", "u1"), ("aiinstrument.outcome", "denied"), ("error.type", Interaction.DeniedType), ("gen_ai.usage.input_tokens", null), ("gen_ai.usage.output_tokens", null)));

        var states = await collector.Budgets.GetStatesAsync(Workspaces.DefaultId, Cancel);
        Assert.Equal([(all.Id, "", 3L, BudgetLevel.Ok), (each.Id, "u1", 1L, BudgetLevel.OverHard)], states.Select(state => (state.BudgetId, state.Key, state.Used, state.Level)));
        Assert.Equal("2026-11", states[0].Period);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), states[0].ResetsAt);
        Assert.Equal("", await CounterModel.DifferencesAsync(collector));
    }

    [Fact]
    public async Task A_new_period_begins_at_local_midnight_without_any_job_and_late_calls_count_in_their_own()
    {
        await using var collector = await TestCollector.StartAsync();
        await CreateAsync(collector, new BudgetDraft { Name = "daily", TimeZone = "Europe/Istanbul", Period = BudgetPeriod.Day, Unit = BudgetUnit.Calls, HardLimit = 9 });

        // 21:00 UTC is midnight in Istanbul.
        var midnight = new DateTimeOffset(2026, 11, 21, 21, 0, 0, TimeSpan.Zero);
        await collector.SendAsync(Spans.ChatAt(midnight.AddTicks(-1)), Spans.ChatAt(midnight.AddHours(-3)));
        collector.Time.Now = midnight.AddTicks(-1);
        Assert.Equal(("2026-11-21", 2L), await OnlyStateAsync(collector));
        collector.Time.Now = midnight;
        Assert.Equal(("2026-11-22", 0L), await OnlyStateAsync(collector));
        await collector.SendAsync(Spans.ChatAt(midnight), Spans.ChatAt(midnight.AddMinutes(-1)));
        Assert.Equal(("2026-11-22", 1L), await OnlyStateAsync(collector));
        collector.Time.Now = midnight.AddHours(-1);
        Assert.Equal(("2026-11-21", 3L), await OnlyStateAsync(collector));
    }

    [Fact]
    public async Task A_new_price_moves_counters_and_a_rebuild_says_what_was_wrong_with_them()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await CreateSomeAsync(collector, new Random(3), 8);
            await collector.SendAsync(new RandomTraffic(3).Calls(300));
            await collector.SqlAsync("UPDATE interactions SET cost_nano_usd = cost_nano_usd * 2 WHERE cost_nano_usd > 0");
            await collector.SqlAsync("UPDATE budget_counters SET tokens = tokens + 1 WHERE budget_id = (SELECT min(budget_id) FROM budget_counters)");
        }

        var first = (await CollectorMaintenance.RebuildRollupsAsync(folder, Cancel)).Single(table => table.Table == "budget_counters");
        var second = (await CollectorMaintenance.RebuildRollupsAsync(folder, Cancel)).Single(table => table.Table == "budget_counters");
        Assert.True(first.Added > 0);
        Assert.Equal(first.Added, first.Removed);
        Assert.Equal((first.Groups, 0L, 0L), (second.Groups, second.Added, second.Removed));
        await CollectorMaintenance.RepriceAsync(folder, Cancel);
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            Assert.Equal("", await CounterModel.DifferencesAsync(collector));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_retention_has_removed_still_counts_in_a_new_budget_as_far_as_it_is_known()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync([.. Enumerable.Range(0, 40).Select(days => Spans.ChatAt(TestCollector.Noon.AddDays(-days), ("user.id", "u1")))]);
        while (await collector.ExpireAsync(new RetentionPolicy(3, null), UnixTime.Day(TestCollector.Noon)) > 0)
        {
            // One step at a time.
        }

        var utc = await CreateAsync(collector, new BudgetDraft { Name = "utc", Unit = BudgetUnit.Calls, HardLimit = 100, Scope = new BudgetScope { User = "u1" } });
        var total = await CreateAsync(collector, new BudgetDraft { Name = "total", Unit = BudgetUnit.Calls, HardLimit = 100, Period = BudgetPeriod.Total });
        var tokyo = await CreateAsync(collector, new BudgetDraft { Name = "tokyo", Unit = BudgetUnit.Calls, HardLimit = 100, TimeZone = "Asia/Tokyo" });

        // In Tokyo the month began within a day that is known as a whole only: that day is left out, and said to be.
        Assert.Equal((true, true, false), (utc.Complete, total.Complete, tokyo.Complete));
        Assert.Equal([(utc.Id, 21L), (total.Id, 40L), (tokyo.Id, 21L)], (await collector.Budgets.GetStatesAsync(Workspaces.DefaultId, Cancel)).OrderBy(state => state.BudgetId).Select(state => (state.BudgetId, state.Used)));
    }

    [Fact]
    public async Task A_deleted_or_redefined_budget_leaves_nothing_behind_and_every_change_is_audited()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(("user.id", "u1")), Spans.Chat());
        var first = await CreateAsync(collector, new BudgetDraft { Name = "first", HardLimit = 1_000_000_000 });
        var second = await CreateAsync(collector, new BudgetDraft { Name = "second", HardLimit = 1_000_000_000 });

        Assert.True(await collector.Budgets.DeleteAsync(Tester, first.Id, Cancel));
        Assert.False(await collector.Budgets.DeleteAsync(Tester, first.Id, Cancel));
        Assert.False(await collector.Budgets.DeleteAsync(Tester with { WorkspaceId = 2 }, second.Id, Cancel));
        var changed = await collector.Budgets.UpdateAsync(Tester, second.Id, second.Draft with { Scope = new BudgetScope { User = " u1 " } }, Cancel);
        await collector.SendAsync(Spans.Chat(("user.id", "u1")), Spans.Chat());

        Assert.Equal("u1", changed.Budget!.Draft.Scope.User);
        Assert.Equal("2:2", await collector.SqlAsync("SELECT group_concat(budget_id || ':' || calls) FROM budget_counters"));
        Assert.Equal("", await CounterModel.DifferencesAsync(collector));
        var audit = await new AuditLog(collector.Database).ReadAsync(Workspaces.DefaultId, null, 10, Cancel);
        Assert.Equal([("budget.changed", "second"), ("budget.deleted", "first"), ("budget.created", "second"), ("budget.created", "first")], audit.Select(entry => (entry.Action, entry.Subject)));
        Assert.Contains("\"user\":\"u1\"", audit[0].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_budget_matches_costs_no_memory()
    {
        await using var collector = await TestCollector.StartAsync();
        for (var number = 0; number < 50; number++)
        {
            await CreateAsync(collector, new BudgetDraft { Name = $"b{number}", HardLimit = 1, Scope = new BudgetScope { User = $"nobody{number}", Model = number % 2 == 0 ? "*" : null } });
        }

        using var writer = collector.File.OpenWriter();
        var book = new BudgetBook(writer);
        var call = new Interaction { TraceId = 1, SpanId = 1, StartUnixNano = 1_700_000_000_000_000_000, RequestModel = "gpt-4o" };
        var group = new RollupGroup(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Count(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Count(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count(int times)
        {
            for (var i = 0; i < times; i++)
            {
                book.Count(Workspaces.DefaultId, group, call, new Cost(5, false, null), 1);
                book.Count(2, group, call, new Cost(5, false, null), 1);
            }
        }
    }

    [Theory]
    [InlineData("", null, 1L, 80, "UTC", BudgetField.Name, BudgetProblemKind.Missing)]
    [InlineData("taken", null, 1L, 80, "UTC", BudgetField.Name, BudgetProblemKind.Taken)]
    [InlineData("n", null, null, 80, "UTC", BudgetField.HardLimit, BudgetProblemKind.NoLimit)]
    [InlineData("n", 2L, 1L, 80, "UTC", BudgetField.SoftLimit, BudgetProblemKind.AboveHard)]
    [InlineData("n", 0L, 1L, 80, "UTC", BudgetField.SoftLimit, BudgetProblemKind.OutOfRange)]
    [InlineData("n", null, -1L, 80, "UTC", BudgetField.HardLimit, BudgetProblemKind.OutOfRange)]
    [InlineData("n", null, 1L, 0, "UTC", BudgetField.WarningPercent, BudgetProblemKind.OutOfRange)]
    [InlineData("n", null, 1L, 101, "UTC", BudgetField.WarningPercent, BudgetProblemKind.OutOfRange)]
    [InlineData("n", null, 1L, 80, "Europe/Nowhere", BudgetField.TimeZone, BudgetProblemKind.Unknown)]
    public async Task A_wrong_budget_is_refused_with_its_field(string name, long? soft, long? hard, int percent, string zone, BudgetField field, BudgetProblemKind kind)
    {
        await using var collector = await TestCollector.StartAsync();
        await CreateAsync(collector, new BudgetDraft { Name = "taken", HardLimit = 1 });

        var change = await collector.Budgets.CreateAsync(Tester, new BudgetDraft { Name = name, SoftLimit = soft, HardLimit = hard, WarningPercent = percent, TimeZone = zone }, Cancel);

        Assert.Null(change.Budget);
        Assert.Equal(new BudgetProblem(field, kind), Assert.Single(change.Problems));
    }

    private static async Task<(string Period, long Used)> OnlyStateAsync(TestCollector collector)
    {
        var state = Assert.Single(await collector.Budgets.GetStatesAsync(Workspaces.DefaultId, Cancel));
        return (state.Period, state.Used);
    }

    private static async Task<Budget> CreateAsync(TestCollector collector, BudgetDraft draft)
    {
        var change = await collector.Budgets.CreateAsync(Tester, draft, Cancel);
        Assert.Empty(change.Problems);
        return change.Budget!;
    }

    private static async Task CreateSomeAsync(TestCollector collector, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await CreateAsync(collector, Any(random) with { Name = Guid.NewGuid().ToString("N") });
        }
    }

    private static async Task ChangeOneAsync(TestCollector collector, Random random)
    {
        var budgets = await collector.Budgets.ListAsync(Workspaces.DefaultId, Cancel);
        var one = budgets[random.Next(budgets.Count)];
        if (random.Next(3) == 0)
        {
            await collector.Budgets.DeleteAsync(Tester, one.Id, Cancel);
            await CreateSomeAsync(collector, random, 1);
        }
        else
        {
            Assert.Empty((await collector.Budgets.UpdateAsync(Tester, one.Id, Any(random) with { Name = one.Draft.Name }, Cancel)).Problems);
        }
    }

    private static BudgetDraft Any(Random random) => new()
    {
        Name = "",
        Scope = new BudgetScope
        {
            Organization = Pick(random, null, null, "*", "o1"),
            User = Pick(random, null, null, "*", "u2"),
            Project = Pick(random, null, null, null, "*"),
            Feature = Pick(random, null, null, "*", "ticket.tag"),
            EntryPoint = Pick(random, null, null, null, "nightly_digest"),
            Model = Pick(random, null, null, "*", "gpt-4o-mini"),
            Service = Pick(random, null, null, null, "support"),
        },
        Unit = (BudgetUnit)random.Next(3),
        Period = (BudgetPeriod)random.Next(4),
        TimeZone = Pick(random, Zones)!,
        HardLimit = 1_000_000_000,
    };

    // Agents whose calls arrive in any order: what the agent pays for is corrected each time.
    private static IEnumerable<DecodedSpan> Trees(Random random)
    {
        for (var i = 0; i < 60; i++)
        {
            var trace = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
            var agent = (ulong)random.NextInt64() | 1;
            var start = TestCollector.Noon.AddSeconds(-random.Next(0, 80 * 86_400));
            var scope = new DecodedScope { Name = "agents" };
            yield return Spans.Make(
                "invoke_agent", trace, agent, start, scope, "support", ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 5000L), ("gen_ai.usage.output_tokens", 500L), ("user.id", "u2"), ("aiinstrument.feature.id", "ticket.tag"));
            for (var child = random.Next(3); child > 0; child--)
            {
                var call = Spans.Make(
                    "chat", trace, (ulong)random.NextInt64() | 1, start.AddSeconds(child), scope, "support", ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"),
                    ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.response.id", $"r{random.Next(3)}"),
                    ("gen_ai.usage.input_tokens", (long)random.Next(3000)), ("gen_ai.usage.output_tokens", (long)random.Next(300)), ("user.id", Pick(random, "u1", "u2")));
                call.ParentSpanId = agent;
                yield return call;
            }
        }
    }

    private static string? Pick(Random random, params ReadOnlySpan<string?> values) => values[random.Next(values.Length)];
}
