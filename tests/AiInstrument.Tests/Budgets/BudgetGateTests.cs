using System.Diagnostics;
using AiInstrument.Budgets;
using AiInstrument.Capture;
using AiInstrument.Tests.Capture;

namespace AiInstrument.Tests.Budgets;

public sealed class BudgetGateTests
{
    [Fact]
    public void The_gate_knows_what_the_request_says()
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(static _ => AiBudgetDecision.Allow("lease"));
        using var scope = AiScope.Begin(organization: "acme", user: "ann");
        using var feature = AiScope.Feature("other.feature");
        var call = AiCall.Start(SampleSites.Chat with { Feature = SampleSites.Summarize })!;
        call.SetRequestModel("gpt-5.4");
        call.SetMaxOutputTokens(256);
        call.Admit();
        call.Admit();

        var asked = Assert.Single(gate.Asked);
        Assert.Equal("ticket.summarize", asked.Attribution.FeatureId);
        Assert.Equal("acme", asked.Attribution.Organization);
        Assert.Equal(("chat", "openai", "gpt-5.4", 256L), (asked.Operation, asked.Provider, asked.Model, asked.MaxOutputTokens));
        Assert.Equal(SampleSites.Chat.Id, asked.CallSite?.Id);

        call.SetResponseModel("gpt-5.4-2026");
        call.SetServiceTier("flex");
        call.SetUsage(new AiUsage { InputTokens = 100, OutputTokens = 20 });
        call.Complete();
        call.Complete();
        var (settled, lease, settlement) = Assert.Single(gate.Settled);
        Assert.Same(asked, settled);
        Assert.Equal("lease", lease);
        Assert.Equal(
            new AiBudgetSettlement { Usage = new AiUsage { InputTokens = 100, OutputTokens = 20 }, Outcome = "ok", ResponseModel = "gpt-5.4-2026", ServiceTier = "flex" },
            settlement);
    }

    [Fact]
    public void A_denied_call_throws_and_is_recorded_without_usage()
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(static _ => AiBudgetDecision.Deny(SampleGate.Denial));
        var call = AiCall.Start(SampleSites.Chat)!;

        var thrown = Assert.Throws<AiBudgetExceededException>(call.Admit);
        call.Fail(thrown);

        Assert.Same(SampleGate.Denial, thrown.Denial);
        Assert.Equal("The budget 'support' is used up: 10.50 USD of 10.00 USD in 2026-11. AiScope.BudgetOverride lets the call pass.", thrown.Message);
        var span = spans.Single();
        Assert.Equal("denied", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal("AiInstrument.Budgets.AiBudgetExceededException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.DoesNotContain(span.TagObjects, static tag => tag.Key.StartsWith("gen_ai.usage.", StringComparison.Ordinal));
        Assert.Empty(gate.Settled);
    }

    [Fact]
    public void An_exception_of_a_denied_inner_call_does_not_make_the_outer_one_denied()
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(static _ => AiBudgetDecision.Allow());
        var call = AiCall.Start(SampleSites.Chat)!;
        call.Admit();
        call.Fail(new AiBudgetExceededException(SampleGate.Denial));

        Assert.Equal("error", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Equal("error", Assert.Single(gate.Settled).Settlement.Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_override_passes_where_the_denial_allows_it(bool allowed)
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(_ => AiBudgetDecision.Deny(SampleGate.Denial with { OverrideAllowed = allowed }));
        using var scope = AiScope.BudgetOverride(by: "boss");
        var call = AiCall.Start(SampleSites.Chat)!;
        Assert.Equal("boss", AiScope.Current.BudgetOverrideBy);
        if (allowed)
        {
            call.Admit();
            call.Complete();
            Assert.Null(Assert.Single(gate.Settled).Lease);
        }
        else
        {
            call.Fail(Assert.Throws<AiBudgetExceededException>(call.Admit));
        }

        Assert.Equal("boss", gate.Asked.Single().Attribution.BudgetOverrideBy);
        var span = spans.Single();
        Assert.Equal(true, span.GetTagItem("aiinstrument.budget.override"));
        Assert.Equal("boss", span.GetTagItem("aiinstrument.budget.override_by"));
    }

    [Fact]
    public void A_broken_gate_lets_the_call_pass()
    {
        using var faults = new FaultCount();
        using var spans = Spans.Listen();
        using (var gate = new SampleGate(static _ => throw new InvalidOperationException("secret")))
        {
            var call = AiCall.Start(SampleSites.Chat)!;
            call.Admit();
            call.Complete();
            Assert.Empty(gate.Settled);
        }

        using (var gate = new SampleGate(static _ => AiBudgetDecision.Allow()) { OnSettle = new FormatException("secret") })
        {
            var call = AiCall.Start(SampleSites.Chat)!;
            call.Admit();
            call.Complete();
        }

        Assert.Equal(["System.InvalidOperationException", "System.FormatException"], faults.Types);
        Assert.All(spans.Ended, static span => Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome")));
    }

    [Fact]
    public void The_gate_is_asked_about_calls_that_nobody_records()
    {
        using var gate = new SampleGate(static _ => AiBudgetDecision.Allow());
        Assert.True(AiCall.IsListening);
        var call = AiCall.Start(SampleSites.Chat)!;
        call.Admit();
        Assert.Null(Activity.Current);
        Assert.True(AiCall.IsMeasured());
        call.Detach();
        Assert.False(AiCall.IsMeasured());
        call.SetUsage(new AiUsage { InputTokens = 3 });
        call.Complete();

        Assert.Equal(3, Assert.Single(gate.Settled).Settlement.Usage.InputTokens);
        using var unsampled = Spans.ListenWithoutData();
        AiCall.Start(SampleSites.Chat)!.Admit();
        Assert.Equal(2, gate.Asked.Count);
    }

    [Fact]
    public async Task A_denied_stream_throws_when_it_is_enumerated_and_sends_nothing()
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(static _ => AiBudgetDecision.Deny(SampleGate.Denial));
        var sent = 0;
        async IAsyncEnumerable<int> Source()
        {
            sent++;
            await Task.Yield();
            yield return 1;
        }

        var stream = AiStream.Observe(Source(), SampleSites.Chat, static _ => { }, static (AiCall _, int _) => { });
        await Assert.ThrowsAsync<AiBudgetExceededException>(async () =>
        {
            await foreach (var _ in stream)
            {
            }
        });

        Assert.Equal(0, sent);
        Assert.Equal("denied", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Null(spans.Single().GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public void Hooks_of_another_host_are_not_removed()
    {
        using var first = new SampleGate(static _ => AiBudgetDecision.Allow());
        using var second = new SampleGate(static _ => AiBudgetDecision.Allow());
        first.Dispose();

        AiCall.Start(SampleSites.Chat)!.Admit();
        Assert.Single(second.Asked);
    }
}
