using System.Diagnostics;
using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class TelemetryFaultTests
{
    private const string FormatException = "System.FormatException";

    [Fact]
    public async Task A_reader_that_throws_is_counted_and_the_call_goes_on()
    {
        using var spans = Spans.Listen();
        using var faults = new FaultCount();

        Assert.Equal("a", await Start().Observe<string>(Task.FromResult("a"), static (_, _) => throw new FormatException()));
        Assert.Equal("b", await Start().Observe<string>(new ValueTask<string>("b"), static (_, _) => throw new FormatException()));
        Assert.Equal("c", Start().Observe("c", static (_, _) => throw new FormatException()));

        Assert.Equal([FormatException, FormatException, FormatException], faults.Types);
        Assert.All(spans.Ended, static span => Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome")));
        Assert.Equal(3, spans.Ended.Count);
    }

    [Fact]
    public async Task Stream_readers_that_throw_are_counted_and_every_item_arrives()
    {
        using var spans = Spans.Listen();
        using var faults = new FaultCount();
        var items = AiStream.Observe(
            new[] { 1, 2 }.ToAsyncEnumerable(), SampleSites.Chat, static _ => throw new ArithmeticException(), static (_, _) => throw new FormatException());

        Assert.Equal([1, 2], await items.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["System.ArithmeticException", FormatException, FormatException], faults.Types);
        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Fact]
    public void A_fault_that_generated_code_reports_is_counted()
    {
        using var spans = Spans.Listen();
        using var faults = new FaultCount();
        Start().TelemetryFault(new FormatException());

        Assert.Equal([FormatException], faults.Types);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_listener_of_the_application_that_throws_does_not_fail_the_call(bool atStart, bool observed)
    {
        using var request = new Activity("request").Start();
        using var faults = new FaultCount();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "AiInstrument",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ =>
            {
                if (atStart)
                {
                    throw new FormatException();
                }
            },
            ActivityStopped = _ =>
            {
                if (!atStart)
                {
                    throw new FormatException();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        var call = AiCall.Start(SampleSites.Chat);
        Assert.Equal(atStart, call is null);
        if (!observed)
        {
            call!.Complete();
        }
        else if (call is not null)
        {
            Assert.Equal("a", await call.Observe<string>(Task.FromResult("a"), static (_, _) => { }));
        }

        Assert.Equal([FormatException], faults.Types);
        Assert.Same(request, Activity.Current);
    }

    private static AiCall Start() => AiCall.Start(SampleSites.Chat)!;
}
