using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class AiCallIdleTests
{
    private static readonly Action<AiCall> s_request = static _ => { };
    private static readonly Action<AiCall, int> s_item = static (_, _) => { };

    [Fact]
    public void Nothing_is_allocated_when_nobody_listens()
    {
        using var scope = AiScope.Begin(user: "ann");
        IAsyncEnumerable<int> asyncItems = AsyncEnumerable.Empty<int>();
        IEnumerable<int> items = [];
        void Calls()
        {
            for (var i = 0; i < 1_000; i++)
            {
                Assert.Null(AiCall.Start(SampleSites.Chat));
                Assert.Same(asyncItems, AiStream.Observe(asyncItems, SampleSites.Chat, s_request, s_item));
                Assert.Same(items, AiStream.Observe(items, SampleSites.Chat, s_request, s_item));
            }
        }

        Calls();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Calls();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Listening_shows()
    {
        Assert.False(AiCall.IsListening);
        using (Spans.Listen())
        {
            Assert.True(AiCall.IsListening);
        }

        Assert.False(AiCall.IsListening);
    }

    [Fact]
    public void A_call_that_is_not_sampled_is_not_started()
    {
        using var spans = Spans.ListenWithoutData();
        var before = System.Diagnostics.Activity.Current;

        Assert.Null(AiCall.Start(SampleSites.Chat));
        Assert.Same(before, System.Diagnostics.Activity.Current);
    }
}
