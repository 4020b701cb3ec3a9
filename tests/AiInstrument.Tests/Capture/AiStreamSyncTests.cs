using System.Diagnostics;
using System.Runtime.CompilerServices;
using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class AiStreamSyncTests
{
    [Fact]
    public void A_full_enumeration_is_one_call_with_its_usage()
    {
        using var spans = Spans.Listen();
        var items = Observe([1, 2, 3], static (call, n) => call.SetUsage(new AiUsage { OutputTokens = n }));
        Assert.Empty(spans.Ended);
        Assert.Equal([1, 2, 3], items);

        var span = spans.Single();
        Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal(3L, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(true, span.GetTagItem("gen_ai.request.stream"));
        Assert.Null(span.GetTagItem("aiinstrument.usage.estimated"));
        Assert.InRange((double)span.GetTagItem("gen_ai.response.time_to_first_chunk")!, 0, span.Duration.TotalSeconds);
    }

    [Fact]
    public void Leaving_early_is_abandoned_and_an_estimate()
    {
        using var spans = Spans.Listen();
        foreach (var n in Observe([1, 2, 3]))
        {
            break;
        }

        Assert.Equal("abandoned", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Equal(true, spans.Single().GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact]
    public void An_exception_keeps_object_and_stack_and_the_consumers_activity()
    {
        using var spans = Spans.Listen();
        using var request = new Activity("request").Start();
        var thrown = new InvalidOperationException();
        var caught = Assert.Throws<InvalidOperationException>(() => Observe(Failing(thrown)).Count());

        Assert.Same(thrown, caught);
        Assert.Equal(nameof(Throw), new StackTrace(caught).GetFrame(0)!.GetMethod()!.Name);
        Assert.Equal("error", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public void The_consumer_keeps_its_activity_and_the_source_runs_under_the_calls()
    {
        using var spans = Spans.Listen();
        using var request = new Activity("request").Start();
        var inside = new List<Activity?>();
        IEnumerable<int> Source()
        {
            inside.Add(Activity.Current);
            yield return 1;
            inside.Add(Activity.Current);
        }

        using var items = Observe(Source()).GetEnumerator();
        Assert.True(items.MoveNext());
        Assert.Same(request, Activity.Current);
        using (var own = new Activity("consumer").Start())
        {
            Assert.False(items.MoveNext());
            Assert.Same(own, Activity.Current);
        }

        Assert.Same(request, Activity.Current);
        Assert.Equal([spans.Single(), spans.Single()], inside);
    }

    [Fact]
    public void A_stream_that_is_not_sampled_passes_through()
    {
        using var spans = Spans.ListenWithoutData();
        Assert.Equal([1, 2], Observe([1, 2]));
    }

    private static IEnumerable<int> Observe(IEnumerable<int> source, Action<AiCall, int>? item = null)
        => AiStream.Observe(source, SampleSites.Chat, static _ => { }, item ?? (static (_, _) => { }));

    private static IEnumerable<int> Failing(Exception exception)
    {
        yield return 1;
        using var inner = new Activity("inner").Start();
        Throw(exception);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(Exception exception) => throw exception;
}
