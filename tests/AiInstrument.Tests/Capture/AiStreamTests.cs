using System.Diagnostics;
using System.Runtime.CompilerServices;
using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class AiStreamTests
{
    private static readonly Action<AiCall> s_request = static call => call.SetRequestModel("gpt-5.4");

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    [Fact]
    public void A_response_that_is_never_enumerated_ends_as_abandoned_when_it_is_garbage()
    {
        using var spans = Spans.Listen();
        BeginAndForget();
        for (var attempt = 0; attempt < 100 && spans.Ended.Count == 0; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal("abandoned", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Equal(true, spans.Single().GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public void A_stream_that_is_never_enumerated_sends_nothing_and_is_no_call()
    {
        using var spans = Spans.Listen();
        var source = new CountingSource();
        _ = AiStream.Observe(source, SampleSites.Chat, static _ => { }, static (AiCall _, int _) => { });

        Assert.Equal(0, source.Enumerations);
        Assert.Empty(spans.Ended);
    }

    [Fact]
    public async Task The_span_starts_with_the_first_move_and_ends_with_the_stream()
    {
        using var spans = Spans.Listen();
        var items = Observe(Numbers(1, 2, 3));
        await using var moved = items.GetAsyncEnumerator(Timeout);
        var started = DateTime.UtcNow;
        var got = new List<int>();
        while (await moved.MoveNextAsync())
        {
            Assert.Empty(spans.Ended);
            got.Add(moved.Current);
        }

        var span = spans.Single();
        Assert.Equal([1, 2, 3], got);
        Assert.True(span.StartTimeUtc >= started);
        Assert.Equal("chat gpt-5.4", span.DisplayName);
        Assert.Equal(true, span.GetTagItem("gen_ai.request.stream"));
        Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome"));
        Assert.InRange((double)span.GetTagItem("gen_ai.response.time_to_first_chunk")!, 0, span.Duration.TotalSeconds);
    }

    [Fact]
    public async Task A_stream_that_is_opened_and_never_moved_makes_no_span_and_is_disposed()
    {
        using var spans = Spans.Listen();
        var source = new CountingSource();
        var items = Observe(source);
        Assert.NotSame(source, items);
        await items.GetAsyncEnumerator(Timeout).DisposeAsync();

        Assert.Equal((1, 1), (source.Enumerations, source.Disposals));
        Assert.Empty(source.Activities[..^1]);
        Assert.Empty(spans.Ended);
    }

    [Fact]
    public async Task Each_enumeration_is_a_call()
    {
        using var spans = Spans.Listen();
        var items = Observe(Numbers(1, 2));
        Assert.Equal([1, 2], await items.ToListAsync(Timeout));
        Assert.Equal([1, 2], await items.ToListAsync(Timeout));

        Assert.Equal(2, spans.Ended.Count);
    }

    [Fact]
    public async Task The_attribution_is_the_one_of_the_moment_the_stream_was_asked_for()
    {
        using var spans = Spans.Listen();
        IAsyncEnumerable<int> items;
        using (AiScope.Begin(user: "ann"))
        {
            items = Observe(Numbers(1));
        }

        using var later = AiScope.Begin(user: "bob");
        await items.ToListAsync(Timeout);

        Assert.Equal("ann", spans.Single().GetTagItem("user.id"));
    }

    [Fact]
    public async Task Final_usage_is_exact_and_its_absence_is_marked()
    {
        using var spans = Spans.Listen();
        await Observe(Numbers(1, 2), static (call, n) => call.SetUsage(new AiUsage { OutputTokens = n })).ToListAsync(Timeout);
        await Observe(Numbers(1, 2)).ToListAsync(Timeout);
        await Observe(Numbers(1, 2), static (call, n) => call.SetPartialUsage(new AiUsage { OutputTokens = n })).ToListAsync(Timeout);

        Assert.Equal([null, true, true], spans.Ended.Select(static span => span.GetTagItem("aiinstrument.usage.estimated")));
        Assert.Equal([2L, null, 2L], spans.Ended.Select(static span => span.GetTagItem("gen_ai.usage.output_tokens")));
    }

    [Fact]
    public async Task Leaving_early_ends_the_span_as_abandoned_with_the_usage_so_far_and_disposes_the_source()
    {
        using var spans = Spans.Listen();
        var source = new CountingSource();
        await foreach (var n in Observe(source, static (call, n) => call.SetPartialUsage(new AiUsage { OutputTokens = n })))
        {
            if (n == 2)
            {
                break;
            }
        }

        var span = spans.Single();
        Assert.Equal("abandoned", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal(true, span.GetTagItem("aiinstrument.usage.estimated"));
        Assert.Equal(2L, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(1, source.Disposals);
        Assert.Same(span, source.Activities[^1]);
    }

    [Fact]
    public async Task Leaving_after_the_final_usage_is_not_an_estimate()
    {
        using var spans = Spans.Listen();
        await foreach (var _ in Observe(Numbers(1, 2), static (call, n) => call.SetUsage(new AiUsage { OutputTokens = n })))
        {
            break;
        }

        Assert.Equal("abandoned", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Null(spans.Single().GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public async Task The_consumers_token_reaches_the_source_and_cancellation_shows()
    {
        using var spans = Spans.Listen();
        using var cancellation = new CancellationTokenSource();
        var source = new CountingSource();
        var caught = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var n in Observe(source).WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(cancellation.Token, source.Token);
        Assert.Equal(cancellation.Token, caught.CancellationToken);
        var span = spans.Single();
        Assert.Equal("cancelled", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal(true, span.GetTagItem("aiinstrument.usage.estimated"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_consumer_that_leaves_because_its_token_fired_has_cancelled()
    {
        using var spans = Spans.Listen();
        using var cancellation = new CancellationTokenSource();
        await foreach (var n in Observe(Numbers(1, 2)).WithCancellation(cancellation.Token))
        {
            await cancellation.CancelAsync();
            break;
        }

        Assert.Equal("cancelled", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Fact]
    public async Task An_exception_in_the_stream_keeps_object_and_stack_and_ends_the_span_once()
    {
        using var spans = Spans.Listen();
        var thrown = new InvalidOperationException();
        var got = new List<int>();
        var caught = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var n in Observe(Failing(thrown, after: 1)))
            {
                got.Add(n);
            }
        });

        Assert.Same(thrown, caught);
        Assert.Equal(nameof(Throw), new StackTrace(caught).GetFrame(0)!.GetMethod()!.Name);
        Assert.Equal([1], got);
        var span = spans.Single();
        Assert.Equal("error", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal("System.InvalidOperationException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(true, span.GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public async Task A_request_refused_before_the_first_item_used_nothing()
    {
        using var spans = Spans.Listen();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Observe(Failing(new InvalidOperationException(), after: 0)).ToListAsync(Timeout));

        Assert.Equal("error", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Null(spans.Single().GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public async Task An_exception_while_the_source_is_disposed_reaches_the_consumer()
    {
        using var spans = Spans.Listen();
        var source = new CountingSource { ThrowOnDispose = new InvalidOperationException() };
        var caught = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Observe(source).ToListAsync(Timeout));

        Assert.Same(source.ThrowOnDispose, caught);
        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome")); // the response had come in full
    }

    [Fact]
    public async Task The_consumer_keeps_its_activity_between_items_and_the_source_runs_under_the_calls()
    {
        using var spans = Spans.Listen();
        using var request = new Activity("request").Start();
        var source = new CountingSource();
        await foreach (var n in Observe(source))
        {
            Assert.Same(request, Activity.Current);
        }

        Assert.Same(request, Activity.Current);
        var span = spans.Single();
        Assert.Same(request, span.Parent);
        Assert.Equal(5, source.Activities.Count); // three items, the end, the disposal after the call
        Assert.All(source.Activities[..4], activity => Assert.Same(span, activity));
        Assert.Same(request, source.Activities[4]);
    }

    [Fact]
    public async Task An_activity_that_the_consumer_starts_between_items_is_no_ancestor_of_the_sources()
    {
        using var spans = Spans.Listen();
        var source = new CountingSource();
        await foreach (var n in Observe(source))
        {
            using var own = new Activity("consumer").Start();
            await Task.Yield();
        }

        Assert.All(source.Activities[..4], activity => Assert.Same(spans.Single(), activity));
    }

    [Fact]
    public async Task A_started_call_goes_on_through_the_stream()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.Detach();
        var items = AiStream.Continue(Numbers(1, 2), call, static (c, n) => c.SetUsage(new AiUsage { OutputTokens = n }));
        Assert.Equal([1, 2], await items.ToListAsync(Timeout));
        Assert.Equal([1, 2], await items.ToListAsync(Timeout));

        var span = spans.Single();
        Assert.Equal(true, span.GetTagItem("gen_ai.request.stream"));
        Assert.Equal(2L, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome"));
    }

    [Fact]
    public async Task A_stream_that_is_not_sampled_passes_through_with_its_token()
    {
        using var spans = Spans.ListenWithoutData();
        using var cancellation = new CancellationTokenSource();
        var source = new CountingSource();
        Assert.Equal([1, 2, 3], await Observe(source).ToListAsync(cancellation.Token));
        Assert.Equal(cancellation.Token, source.Token);
    }

    private static IAsyncEnumerable<int> Observe(IAsyncEnumerable<int> source, Action<AiCall, int>? item = null)
        => AiStream.Observe(source, SampleSites.Chat, s_request, item ?? (static (_, _) => { }));

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void BeginAndForget()
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        call.Detach();
        _ = AiStream.Continue(Numbers(1, 2), call, static (_, _) => { });
    }

    private static async IAsyncEnumerable<int> Numbers(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await Task.Yield();
            yield return number;
        }
    }

    private static async IAsyncEnumerable<int> Failing(Exception exception, int after)
    {
        for (var n = 1; n <= after; n++)
        {
            yield return n;
        }

        await Task.Yield();
        Throw(exception);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(Exception exception) => throw exception;

    /// <summary>Three numbers, and a record of how they were asked for.</summary>
    private sealed class CountingSource : IAsyncEnumerable<int>, IAsyncEnumerator<int>
    {
        public int Enumerations { get; private set; }

        public int Disposals { get; private set; }

        public CancellationToken Token { get; private set; }

        public List<Activity?> Activities { get; } = [];

        public Exception? ThrowOnDispose { get; init; }

        public int Current { get; private set; }

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            Enumerations++;
            Token = cancellationToken;
            return this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            Activities.Add(Activity.Current);
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
            return ++Current <= 3;
        }

        public async ValueTask DisposeAsync()
        {
            Activities.Add(Activity.Current);
            await Task.Yield();
            Disposals++;
            if (ThrowOnDispose is not null)
            {
                throw ThrowOnDispose;
            }
        }
    }
}
