using AiInstrument.Budgets;
using AiInstrument.Budgets.Leasing;

namespace AiInstrument.Tests.Budgets;

public sealed class LeasedBudgetGateTests
{
    [Fact]
    public void Without_an_answer_calls_pass_or_not_as_configured()
    {
        var open = new Asked();
        Assert.False(open.Gate.Concerns(Asked.Call().Attribution, null, null));
        Assert.Equal(default, open.Gate.Check(Asked.Call()));

        var closed = new Asked(static options => options.WhenUnknown = AiBudgetFallback.FailClosed);
        Assert.True(closed.Gate.Concerns(Asked.Call().Attribution, null, null));
        var denial = closed.Denied();
        Assert.Equal((AiBudgetDenialReason.StateUnknown, false), (denial.Reason, denial.OverrideAllowed));
        Assert.Equal("The budgets are not known, and without it calls are stopped: the collector does not answer.", new AiBudgetExceededException(denial).Message);
    }

    [Theory]
    [InlineData("organization", "acme", true)]
    [InlineData("organization", "Acme", false)]
    [InlineData("organization", "*", true)]
    [InlineData("user", "*", false)]
    [InlineData("feature", "ticket.summarize", true)]
    [InlineData("model", "gpt-5.4", true)]
    [InlineData("model", "gpt-5.4-mini", false)]
    [InlineData("service", "desk", true)]
    [InlineData("service", "other", false)]
    [InlineData("entry_point", "*", false)]
    [InlineData("colour", "*", false)]
    [InlineData("colour", "blue", false)]
    public void A_budget_counts_for_calls_with_its_values(string dimension, string value, bool counts)
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 1, states: Answers.State(used: 1)) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { [dimension] = value } });

        Assert.Equal(counts, asked.Gate.Concerns(Asked.Call().Attribution, null, "gpt-5.4"));
        Assert.Equal(counts, asked.Gate.Check(Asked.Call()) != default);
    }

    [Fact]
    public void A_site_s_feature_wins_over_a_scope_s()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 1) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["feature"] = "other" } });

        Assert.True(asked.Gate.Concerns(Asked.Call().Attribution, "other", null));
        Assert.False(asked.Gate.Concerns(Asked.Call().Attribution, null, null));
    }

    [Fact]
    public void A_lease_is_spent_overdrawn_once_and_then_nothing_passes()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 10, granted: 5)));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("L", asked.Pass().Leases);
        }

        var denial = asked.Denied();
        Assert.Equal(new AiBudgetDenial("Budget B", 20, 100, AiBudgetUnit.Calls, "2026-11"), denial);

        // Nothing beside the lease is left: it is not overdrawn.
        asked.Answer(Answers.Calls("B", hard: 22, states: Answers.State(used: 10, granted: 12)));
        asked.Pass();
        asked.Pass();
        Assert.Equal((22, 22), (asked.Denied().Used, asked.Denied().Limit));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public void Without_a_lease_one_call_at_a_time_passes_while_anything_is_left(long? granted)
    {
        var asked = new Asked(static options => options.WhenUnknown = AiBudgetFallback.FailClosed);
        asked.Answer(Answers.Calls("B", hard: 10, states: Answers.State(used: 9, granted)));
        var lease = asked.Pass();
        Assert.Equal((10, 10), (asked.Denied().Used, asked.Denied().Limit));

        asked.End(lease, outcome: "error");
        asked.Answer(Answers.Calls("B", hard: 12, states: Answers.State(used: 10, granted)));
        asked.Pass();
        Assert.Equal((11, 12), (asked.Denied().Used, asked.Denied().Limit));
        asked.Answer(Answers.Calls("B", hard: 12, states: Answers.State(used: 12, granted)));
        asked.Denied();
    }

    [Fact]
    public void The_last_call_before_a_limit_sets_aside_what_is_left()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 10_000_000, states: Answers.State(used: 0, granted: 10_000_000)) with { Unit = "usd" });

        // 2,000 input and 1,000 output tokens at a thousand nano-dollars each, by default.
        Assert.Equal([3_000_000, 3_000_000, 3_000_000, 1_000_000], Enumerable.Range(0, 4).Select(_ => asked.Pass().Holds[0].Amount));
        Assert.Equal((10_000_000, AiBudgetUnit.NanoDollars), (asked.Denied().Used, asked.Denied().Unit));
    }

    [Fact]
    public void What_a_call_sets_aside_follows_its_model_and_its_bound()
    {
        var asked = new Asked();
        asked.Answer(Answers.Of(
            Answers.Calls("usd", soft: long.MaxValue, states: Answers.State(used: 0)) with { Unit = "usd" },
            Answers.Calls("tokens", soft: long.MaxValue, states: Answers.State(used: 0)) with { Unit = "tokens" }) with
        {
            Rates = [Answers.Dollar with { InputPerMillion = 1_000_001 }],
            UnknownRate = new RateMessage { InputPerMillion = 75_000_000_000, OutputPerMillion = 150_000_000_000 },
        });
        long[] Of(AiBudgetCall call) => [.. asked.Pass(call).Holds.Select(static hold => hold.Amount)];

        Assert.Equal([2_001 + 1_000_000, 3_000], Of(Asked.Call()));
        Assert.Equal([2_001 + 50_000, 2_050], Of(Asked.Call(maxOutput: 50)));
        Assert.Equal([2_001, 2_000], Of(Asked.Call(operation: "embeddings")));
        Assert.Equal([300_000_000, 3_000], Of(Asked.Call(model: "new")));
        Assert.Equal([1_000_000_000_000_000, 1_000_000_000_000_000], Of(Asked.Call(model: "new", maxOutput: long.MaxValue)));
    }

    [Fact]
    public void A_call_that_ended_is_told_once_and_counts_until_the_collector_has_counted_it()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 10_000, states: Answers.State(used: 0, granted: 5_000)) with { Unit = "tokens" });
        var lease = asked.Pass();
        Assert.Equal([new HeldLease("L", 3_000)], asked.Gate.Ask(isLast: false).Held);
        asked.End(lease);
        asked.End(lease);

        var request = asked.Gate.Ask(isLast: false);
        Assert.Equal([new HeldLease("L", 0)], request.Held);
        var told = Assert.Single(request.Settlements!);
        Assert.Equal(("chat", "openai", "gpt-5.4", 100L, 20L, "ok", false), (told.Operation, told.Provider, told.RequestModel, told.InputTokens, told.OutputTokens, told.Outcome, told.Estimated));
        Assert.Equal(["L"], told.Leases);

        // A call that ends while the request is under way is told by the next one.
        asked.End(asked.Pass(), input: 7, output: 0);
        asked.Gate.Take(request, Answers.Of(Answers.Calls("B", hard: 10_000, states: Answers.State(used: 0, granted: 5_000, settled: 120)) with { Unit = "tokens" }), serverTime: null);
        var next = asked.Gate.Ask(isLast: false);
        Assert.Equal(7, Assert.Single(next.Settlements!).InputTokens);
        Assert.NotEqual(told.Id, next.Settlements![0].Id);
        asked.Gate.Forget(next);
        Assert.Empty(asked.Gate.Ask(isLast: false).Settlements!);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("cancelled", 3_000)]
    [InlineData("abandoned", 3_000)]
    public void A_call_that_told_no_usage_counts_as_what_it_may_have_used(string outcome, long counted)
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", soft: counted, states: Answers.State(used: 0, granted: 1)) with { Unit = "tokens", SoftLimit = 3_001 });
        asked.End(asked.Pass(), input: null, output: null, outcome);
        asked.Pass();

        Assert.Equal(3_000 + counted, Denied(asked)?.Used ?? 3_000);

        static AiBudgetDenial? Denied(Asked asked) => asked.Gate.Check(Asked.Call()).Denial;
    }

    [Fact]
    public void Over_the_soft_limit_an_override_passes_where_the_budget_allows_it()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", soft: 10, hard: 12, allowOverride: true, states: Answers.State(used: 10, granted: 1)));
        Assert.Equal(new AiBudgetDenial("Budget B", 10, 10, AiBudgetUnit.Calls, "2026-11", OverrideAllowed: true), asked.Denied());

        asked.Pass(Asked.Call(overrideBy: "ann"));
        asked.Pass(Asked.Call(overrideBy: "ann"));
        Assert.Equal((12, 12, false), (asked.Denied(Asked.Call(overrideBy: "ann")).Used, asked.Denied().Limit, asked.Denied().OverrideAllowed));

        asked.Answer(Answers.Calls("B", soft: 10, states: Answers.State(used: 10)));
        Assert.False(asked.Denied(Asked.Call(overrideBy: "ann")).OverrideAllowed);
    }

    [Fact]
    public void Of_several_budgets_all_are_reserved_or_none_and_the_harder_denial_is_told()
    {
        var asked = new Asked();
        var soft = Answers.Calls("soft", soft: 3, allowOverride: true, states: Answers.State(used: 3));
        var free = Answers.Calls("free", hard: 100, states: Answers.State(used: 0, granted: 10, lease: "F"));
        var hard = Answers.Calls("hard", hard: 5, states: Answers.State(used: 4, granted: 1, lease: "H"));
        asked.Answer(soft, free, hard);
        Assert.Equal(("Budget soft", true), (asked.Denied().Budget, asked.Denied().OverrideAllowed));
        Assert.All(asked.Gate.Ask(isLast: false).Held!, static held => Assert.Equal(0, held.Reserved));

        Assert.Equal("F,H", asked.Pass(Asked.Call(overrideBy: "ann")).Leases);
        Assert.Equal(("Budget hard", false), (asked.Denied().Budget, asked.Denied().OverrideAllowed));
    }

    [Fact]
    public void Each_value_is_a_budget_of_its_own_and_known_once_it_was_met()
    {
        BudgetMessage PerUser(params StateMessage[] states) => Answers.Calls("B", hard: 10, states: states) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = "*", ["organization"] = "*" } };
        var asked = new Asked(static options => options.WhenUnknown = AiBudgetFallback.FailClosed);
        asked.Answer(PerUser());
        Assert.Equal(AiBudgetDenialReason.StateUnknown, asked.Denied(Asked.Call(user: "ann")).Reason);
        Assert.Equal(default, asked.Gate.Check(Asked.Call(user: null)));

        var request = asked.Answer(PerUser(Answers.State(used: 0, granted: 3, key: "acme\u001Fann")));
        Assert.Equal([new WantedBudget("B", "acme\u001Fann", Low: false)], request.Wanted);
        asked.Pass(Asked.Call(user: "ann"));
        Assert.Equal(AiBudgetDenialReason.StateUnknown, asked.Denied(Asked.Call(user: "bob")).Reason);
    }

    [Fact]
    public void Values_that_nobody_uses_any_more_are_given_back()
    {
        BudgetMessage PerUser(params StateMessage[] states) => Answers.Calls("B", hard: 10, states: states) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = "*" } };
        var asked = new Asked();
        asked.Answer(PerUser());
        foreach (var user in (string[])["ann", "bob"])
        {
            asked.Gate.Check(Asked.Call(user: user));
        }

        asked.Answer(PerUser(Answers.State(used: 0, granted: 3, key: "ann"), Answers.State(used: 0, granted: 3, key: "bob")));
        asked.Time.Advance(TimeSpan.FromMinutes(3));

        // Both calls from above are still in flight.
        var held = asked.Gate.Ask(isLast: false);
        Assert.Equal(["Lann", "Lbob"], held.Held!.Select(static lease => lease.Lease).Order(StringComparer.Ordinal));

        var fresh = new Asked();
        fresh.Answer(PerUser());
        fresh.End(fresh.Pass(Asked.Call(user: "ann")));
        fresh.Answer(PerUser(Answers.State(used: 0, granted: 3, key: "ann")));
        Assert.Equal([new HeldLease("Lann", 0)], fresh.Gate.Ask(isLast: false).Held);
        fresh.Time.Advance(TimeSpan.FromMinutes(3));
        var request = fresh.Gate.Ask(isLast: false);
        Assert.Equal(["Lann"], request.Returned);
        Assert.Empty(request.Held!);

        // Until the collector has heard of it.
        Assert.Equal(["Lann"], fresh.Gate.Ask(isLast: false).Returned);
        fresh.Gate.Take(request, Answers.Of(PerUser()), serverTime: null);
        Assert.Empty(fresh.Gate.Ask(isLast: false).Returned!);
    }

    [Fact]
    public void A_value_whose_limit_is_reached_stays_known_and_one_that_is_not_answered_is_not_asked_for_without_a_pause()
    {
        BudgetMessage PerUser(params StateMessage[] states) => Answers.Calls("B", hard: 10, states: states) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = "*" } };
        var asked = new Asked();
        asked.Answer(PerUser());
        asked.Pass(Asked.Call(user: "ann"));
        Assert.True(asked.IsWoken());
        asked.Answer(PerUser());
        asked.Pass(Asked.Call(user: "ann"));
        Assert.False(asked.IsWoken());

        asked.Answer(PerUser(Answers.State(used: 10, key: "ann")));
        asked.Denied(Asked.Call(user: "ann"));
        asked.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([new WantedBudget("B", "ann", Low: true)], asked.Answer(PerUser(Answers.State(used: 10, key: "ann"))).Wanted);
        asked.Denied(Asked.Call(user: "ann"));
    }

    [Fact]
    public void A_lease_that_runs_low_wakes_the_exchange_once_until_there_was_more()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 10)));
        for (var i = 0; i < 4; i++)
        {
            asked.Pass();
            Assert.Empty(asked.Gate.Ask(isLast: false).Wanted!);
        }

        asked.Pass();
        Assert.True(asked.IsWoken());
        asked.Pass();
        Assert.False(asked.IsWoken());
        var request = asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 10)));
        Assert.Equal([new WantedBudget("B", "", Low: true)], request.Wanted);
        asked.Pass();
        Assert.False(asked.IsWoken());
        asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 12)));
        asked.Pass();
        Assert.True(asked.IsWoken());
    }

    [Theory]
    [InlineData(AiBudgetFallback.FailOpen)]
    [InlineData(AiBudgetFallback.FailClosed)]
    public void A_dead_collector_s_last_answer_counts_for_the_allowed_age(AiBudgetFallback fallback)
    {
        var asked = new Asked(options => options.WhenUnknown = fallback);
        var full = Answers.Calls("B", hard: 5, states: Answers.State(used: 5));
        asked.Answer(full);
        asked.Time.Advance(asked.Options.AllowedAge);
        Assert.Equal(5, asked.Denied().Used);

        asked.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(fallback == AiBudgetFallback.FailOpen ? null : AiBudgetDenialReason.StateUnknown, asked.Gate.Check(Asked.Call()).Denial?.Reason);
        asked.Answer(full);
        Assert.Equal(5, asked.Denied().Used);
    }

    [Fact]
    public void A_period_ends_by_the_collector_s_clock_and_not_by_the_one_that_somebody_sets()
    {
        var asked = new Asked();
        var collector = new DateTimeOffset(2026, 11, 30, 23, 59, 50, TimeSpan.Zero);
        var full = Answers.Calls("B", hard: 5, states: Answers.State(used: 5)) with { ResetsAt = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) };
        asked.Gate.Take(asked.Gate.Ask(isLast: false), Answers.Of(full), collector);
        asked.Time.Set(TimeSpan.FromDays(400));
        Assert.Equal(full.ResetsAt, asked.Denied().ResetsAt);
        asked.Time.Set(TimeSpan.FromDays(-800));
        asked.Denied();

        asked.Time.Advance(TimeSpan.FromSeconds(9));
        asked.Denied();
        asked.Time.Advance(TimeSpan.FromSeconds(1));
        asked.Pass();
        Assert.Equal([new WantedBudget("B", "", Low: false)], asked.Gate.Ask(isLast: false).Wanted);

        // What a collector says after its own end of a period is of the next one.
        asked.Gate.Take(asked.Gate.Ask(isLast: false), Answers.Of(full), full.ResetsAt);
        asked.Denied();
    }

    [Fact]
    public void A_replaced_lease_is_given_back_and_calls_that_began_on_it_still_name_it()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 10, lease: "L1")));
        var lease = asked.Pass();
        asked.Answer(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 10, lease: "L2")));
        asked.End(lease);

        var request = asked.Gate.Ask(isLast: false);
        Assert.Equal(["L1"], request.Returned);
        Assert.Equal(["L1"], Assert.Single(request.Settlements!).Leases);
        Assert.Equal([new HeldLease("L2", 0)], request.Held);
        Assert.Equal(["L2"], asked.Gate.Ask(isLast: true).Returned!.Except(["L1"], StringComparer.Ordinal));
    }

    [Fact]
    public void A_budget_that_is_gone_or_another_one_harms_no_call_in_flight()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 10, states: Answers.State(used: 0, granted: 10)));
        var (first, second) = (asked.Pass(), asked.Pass());
        asked.Answer(Answers.Calls("B", hard: 5_000, states: Answers.State(used: 0, granted: 5_000)) with { Unit = "tokens" });
        asked.End(first);
        Assert.Equal(3_000, asked.Pass().Holds[0].Amount);
        asked.Answer();
        asked.End(second);

        Assert.Equal(default, asked.Gate.Check(Asked.Call()));
    }

    [Fact]
    public void Nonsense_in_an_answer_is_left_out()
    {
        var asked = new Asked();
        asked.Answer(new SyncAnswer { Rates = [null, new RateMessage()] });
        Assert.Equal(default, asked.Gate.Check(Asked.Call()));
        asked.Answer(
            null!,
            new BudgetMessage(),
            Answers.Calls("B", hard: 10, states: null!) with { Unit = "euros" },
            Answers.Calls("C", hard: 10) with { States = null },
            Answers.Calls("C", hard: 0, states: Answers.State(used: 10)),
            Answers.Calls("D", hard: 10, states: [null!, Answers.State(used: -5, granted: -3, settled: -2), Answers.State(used: 10, key: "of no star")]));

        // C and D are known as budgets; of C there is no state, of D nothing is leased and so one call passes at a time.
        var lease = asked.Pass();
        Assert.Equal("Budget D", asked.Denied().Budget);
        asked.End(lease);
        asked.Answer(Answers.Calls("D", hard: long.MaxValue, states: Answers.State(used: long.MaxValue, granted: long.MaxValue, settled: long.MinValue)));
        asked.Pass();
    }

    [Fact]
    public void A_call_that_no_budget_counts_for_allocates_nothing()
    {
        var asked = new Asked();
        asked.Answer(
            Answers.Calls("B", hard: 10) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["organization"] = "other" } },
            Answers.Calls("C", hard: 10) with { Scope = new Dictionary<string, string?>(StringComparer.Ordinal) { ["user"] = "*" } });
        var call = Asked.Call();
        Ask(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.False(asked.Gate.Concerns(call.Attribution, "x", "y"));
                _ = asked.Gate.Check(call);
            }
        }
    }

    [Fact]
    public async Task Many_threads_never_pass_more_than_there_is()
    {
        var asked = new Asked();
        asked.Answer(Answers.Calls("B", hard: 1_000, states: Answers.State(used: 0, granted: 500)));
        var passed = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                var call = Asked.Call();
                if (asked.Gate.Check(call).Lease is { } lease)
                {
                    Interlocked.Increment(ref passed);
                    asked.End(lease, call: call);
                }
            }
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(1_000, passed);
        Assert.Equal([new HeldLease("L", 0)], asked.Gate.Ask(isLast: false).Held);
        var told = 0;
        while (asked.Gate.WaitingCount > 0)
        {
            told += asked.Answer(Answers.Calls("B", hard: 1_000, states: Answers.State(used: 0, granted: 1_000, settled: 1_000))).Settlements!.Count;
        }

        Assert.Equal(1_000, told);
    }
}
