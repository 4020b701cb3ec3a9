using System.Diagnostics;
using AiInstrument.Budgets;
using AiInstrument.Budgets.Leasing;
using AiInstrument.Capture;
using AiInstrument.Tests.Capture;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Tests.Budgets;

/// <summary>A host with budgets against a collector that behaves well and badly.</summary>
public sealed class BudgetSyncTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_call_is_reserved_named_on_its_span_told_and_given_back()
    {
        await using var collector = await BudgetDouble.StartAsync();
        collector.Answer = static (context, request) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 10, settled: request.Settlements?.Count ?? 0))));
        using var spans = Spans.Listen();
        using var host = await StartAsync(collector, static options =>
        {
            options.Headers["x-api-key"] = "secret";
            options.ServiceName = "desk";
            options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed;
        });
        Call();
        Assert.Equal("L", spans.Single().GetTagItem("aiinstrument.budget.lease"));
        await host.StopAsync(Cancel);

        Assert.Equal("secret", collector.Headers!["x-api-key"]);
        Assert.Equal("application/json", collector.Headers["content-type"]);
        Assert.DoesNotContain("traceparent", collector.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.All(collector.Requests, static request => Assert.Equal("desk", request.Service));
        Assert.Single(collector.Requests.Select(static request => request.Instance).Distinct(StringComparer.Ordinal));
        Assert.Equal(100, Assert.Single(collector.Requests.SelectMany(static request => request.Settlements!).DistinctBy(static told => told.Id)).InputTokens);
        Assert.Equal(["L"], collector.Requests[^1].Returned);
        Assert.Empty(collector.Requests[^1].Held!);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_denied_call_is_not_made_and_says_why()
    {
        await using var collector = await BudgetDouble.StartAsync();
        collector.Answer = static (context, _) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", soft: 10, allowOverride: true, states: Answers.State(used: 11))));
        using var spans = Spans.Listen();
        using var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed);

        Assert.Equal(new AiBudgetDenial("Budget B", 11, 10, AiBudgetUnit.Calls, "2026-11", OverrideAllowed: true), Assert.Throws<AiBudgetExceededException>(Call).Denial);
        using (AiScope.BudgetOverride(by: "ann"))
        {
            Call();
        }

        Assert.Equal(["denied", "ok"], spans.Ended.Select(static span => span.GetTagItem("aiinstrument.outcome")));
        Assert.Equal("ann", spans.Ended[1].GetTagItem("aiinstrument.budget.override_by"));

        // There is no lease to pay from: the record alone counts.
        Assert.Null(spans.Ended[1].GetTagItem("aiinstrument.budget.lease"));
        await host.StopAsync(Cancel);
        Assert.All(collector.Requests, static request => Assert.Empty(request.Settlements!));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_that_is_left_and_a_call_that_fails_give_back_what_they_set_aside()
    {
        await using var collector = await BudgetDouble.StartAsync();
        collector.Answer = static (context, _) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 100, states: Answers.State(used: 0, granted: 100))));
        using var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed);
        await foreach (var _ in AiStream.Observe(Source(), SampleSites.Chat, static _ => { }, static (AiCall _, int _) => { }))
        {
            break;
        }

        var failed = AiCall.Start(SampleSites.Chat)!;
        failed.Admit();
        failed.Fail(new OperationCanceledException());
        await host.StopAsync(Cancel);

        Assert.Equal(["abandoned", "cancelled"], collector.Requests.SelectMany(static request => request.Settlements!).DistinctBy(static told => told.Id).Select(static told => told.Outcome));

        static async IAsyncEnumerable<int> Source()
        {
            await Task.Yield();
            yield return 1;
            yield return 2;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_collector_that_does_not_answer_stops_or_passes_calls_as_configured_and_never_delays_them()
    {
        await using var collector = await BudgetDouble.StartAsync();
        var silence = new TaskCompletionSource();
        collector.Answer = (_, _) => silence.Task;
        using (var host = await StartAsync(collector))
        {
            var started = Stopwatch.GetTimestamp();
            Call();
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
            await host.StopAsync(Cancel);
        }

        using (var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed))
        {
            Assert.Equal(AiBudgetDenialReason.StateUnknown, Assert.Throws<AiBudgetExceededException>(Call).Denial.Reason);
            await host.StopAsync(Cancel);
        }

        silence.SetResult();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("503")]
    [InlineData("400")]
    [InlineData("cut")]
    public async Task After_trouble_the_exchange_goes_on(string trouble)
    {
        await using var collector = await BudgetDouble.StartAsync();
        var troubles = 0;
        var times = new List<long>();
        collector.Answer = async (context, _) =>
        {
            lock (times)
            {
                times.Add(Stopwatch.GetTimestamp());
            }

            if (Interlocked.Increment(ref troubles) > 2)
            {
                await BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 0, states: Answers.State(used: 1))));
                return;
            }

            switch (trouble)
            {
                case "503":
                    context.Response.StatusCode = 503;
                    context.Response.Headers.RetryAfter = "1";
                    break;
                case "400":
                    context.Response.StatusCode = 400;
                    break;
                case "cut":
                    context.Abort();
                    break;
                default:
                    await context.Response.WriteAsync(trouble == "null" ? "null" : "<html>{\"budgets\":");
                    break;
            }
        };
        using var host = await StartAsync(collector);
        await UntilAsync(static () => Record.Exception(Call) is AiBudgetExceededException);

        if (trouble == "503")
        {
            Assert.All(times.Zip(times.Skip(1)).Take(2), static pair => Assert.True(Stopwatch.GetElapsedTime(pair.First, pair.Second) >= TimeSpan.FromMilliseconds(950)));
        }

        await host.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_not_answered_is_told_again_under_the_same_id()
    {
        await using var collector = await BudgetDouble.StartAsync();
        var drops = 0;
        collector.Answer = (context, request) =>
        {
            if (request.Settlements is { Count: > 0 } && Interlocked.Increment(ref drops) <= 2)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 2, states: Answers.State(used: 0, granted: 2))));
        };
        using var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed);
        Call();
        await UntilAsync(() => collector.Requests.Count(static request => request.Settlements is { Count: > 0 }) >= 3);

        Assert.Single(collector.Requests.SelectMany(static request => request.Settlements!).Select(static told => told.Id).Distinct(StringComparer.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_collector_that_comes_back_is_asked_and_a_lease_that_it_forgot_is_replaced()
    {
        var collector = await BudgetDouble.StartAsync();
        var port = collector.Address.Port;
        collector.Answer = static (context, _) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 10, states: Answers.State(used: 0, granted: 10, lease: "L1"))));
        using var spans = Spans.Listen();
        using var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed);
        Call();
        await collector.DisposeAsync();

        // The cached state counts.
        Call();
        await using var again = await BudgetDouble.StartAsync(port);
        again.Answer = static (context, _) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 10, states: Answers.State(used: 1, granted: 9, lease: "L2"))));
        await UntilAsync(() =>
        {
            Record.Exception(Call);
            return spans.Ended.Any(static span => span.GetTagItem("aiinstrument.budget.lease") is "L2");
        });

        await UntilAsync(() => again.Requests.Any(static request => request.Returned!.Contains("L1", StringComparer.Ordinal)));
        await host.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_exchange_makes_no_spans()
    {
        await using var collector = await BudgetDouble.StartAsync();
        var seen = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "System.Net.Http" or "AiInstrument",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => seen += activity.TagObjects.Any(tag => tag.Value is int port && port == collector.Address.Port) ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        using var host = await StartAsync(collector, static options => options.Budgets.WhenUnknown = AiBudgetFallback.FailClosed);
        await host.StopAsync(Cancel);

        Assert.True(collector.Requests.Count >= 2);
        Assert.Equal(0, seen);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_variables_switch_it_on_and_a_gate_of_the_application_s_own_takes_its_place()
    {
        await using var collector = await BudgetDouble.StartAsync();
        collector.Answer = static (context, _) => BudgetDouble.WriteAsync(context, Answers.Of(Answers.Calls("B", hard: 0, states: Answers.State(used: 1))));
        using (var host = await StartAsync(collector, static options => options.Budgets.Enabled = null, variable: "true"))
        {
            await UntilAsync(static () => Record.Exception(Call) is AiBudgetExceededException);
            await host.StopAsync(Cancel);
        }

        using (var host = await StartAsync(collector, static options => options.Budgets.Enabled = null, variable: ""))
        {
            Assert.False(AiCall.HasGate);
        }

        Assert.Contains("AIINSTRUMENT_BUDGETS", (await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(collector, static options => options.Budgets.Enabled = null, variable: "yes"))).Message, StringComparison.Ordinal);
        var asked = collector.Requests.Count;
        using var own = new SampleGate(static _ => AiBudgetDecision.Allow());
        using (var host = await StartAsync(collector, gate: own))
        {
            Call();
            await host.StopAsync(Cancel);
        }

        Assert.Single(own.Asked);
        Assert.Equal(asked, collector.Requests.Count);
    }

    private static void Call()
    {
        var call = AiCall.Start(SampleSites.Chat);
        if (call is null)
        {
            return;
        }

        try
        {
            call.Admit();
        }
        catch (Exception e) when (call.Fail(e))
        {
        }

        call.SetUsage(new AiUsage { InputTokens = 100, OutputTokens = 20 });
        call.Complete();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(10, Cancel))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_long, "It did not happen in time.");
        }
    }

    private static async Task<IHost> StartAsync(BudgetDouble collector, Action<AiInstrumentOptions>? configure = null, string variable = "", IAiBudgetGate? gate = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Test.Application" });
        builder.Configuration.AddInMemoryCollection([new("AIINSTRUMENT_BUDGETS", variable)]);
        if (gate is not null)
        {
            builder.Services.AddSingleton(gate);
        }

        builder.AddAiInstrument(options =>
        {
            options.Endpoint = collector.Address;
            options.Outbox.Enabled = false;
            options.FlushTimeout = TimeSpan.FromSeconds(2);
            options.Budgets.Enabled = true;
            configure?.Invoke(options);
        });
        var host = builder.Build();
        await host.StartAsync(Cancel);
        return host;
    }
}
