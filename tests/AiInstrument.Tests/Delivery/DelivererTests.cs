using AiInstrument.Delivery;
using AiInstrument.Delivery.Sending;
using AiInstrument.Delivery.Storage;

namespace AiInstrument.Tests.Delivery;

public sealed class DelivererTests
{
    private static readonly SendResult s_accepted = new(SendOutcome.Accepted, "accepted");
    private static readonly SendResult s_unavailable = new(SendOutcome.Unavailable, "HTTP 503");
    private static readonly SendResult s_invalid = new(SendOutcome.Invalid, "HTTP 400");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly LossLedger _losses = new("this-process", TimeProvider.System);
    private readonly LogLines _log = new();

    [Fact(Timeout = 60_000)]
    public async Task Waits_grow_until_the_receiver_is_back()
    {
        var isBack = false;
        using var sender = new ScriptedSender(_ => Volatile.Read(ref isBack) ? s_accepted : s_unavailable);
        using var deliverer = New(sender);
        deliverer.Append(Records.New("span"));
        await sender.NextAsync(_time);
        for (var delay = RetrySchedule.First; delay < TimeSpan.FromSeconds(4); delay *= 2)
        {
            Assert.Equal(delay, await sender.NextAsync(_time));
        }

        Volatile.Write(ref isBack, value: true);
        Assert.Equal(TimeSpan.FromSeconds(4), await sender.NextAsync(_time));

        Assert.True(deliverer.Flush(s_patience));
        deliverer.Stop();
        Assert.Equal(2, _log.Lines.Count);
    }

    [Theory]
    [InlineData(false, null, 0.25, 0.5)]
    [InlineData(false, 20, 20, 20)]
    [InlineData(false, 86400, 600, 600)]
    [InlineData(true, null, 30, 60)]
    public void The_wait_is_spread_and_never_shorter_than_asked(bool isRefused, int? asked, double shortest, double longest)
    {
        var failure = new SendResult(isRefused ? SendOutcome.Refused : SendOutcome.Unavailable, "", asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(TimeSpan.FromSeconds(shortest), new RetrySchedule(static () => 0).AfterFailure(failure));
        Assert.Equal(TimeSpan.FromSeconds(longest), new RetrySchedule(static () => 1).AfterFailure(failure));
    }

    [Fact]
    public void No_wait_is_longer_than_half_a_minute_unless_asked()
    {
        var schedule = new RetrySchedule(static () => 1);
        var waits = Enumerable.Range(0, 100).Select(_ => schedule.AfterFailure(s_unavailable)).ToList();

        Assert.Equal(RetrySchedule.Longest, waits[^1]);
        Assert.Equal(waits.Order(), waits);
    }

    [Fact(Timeout = 60_000)]
    public void A_poison_record_is_found_dropped_and_counted_and_the_rest_arrives()
    {
        var arrived = new List<string>();
        using var sender = new ScriptedSender(text =>
        {
            if (text.Contains("poison", StringComparison.Ordinal))
            {
                return s_invalid;
            }

            arrived.Add(text);
            return s_accepted;
        });
        using var deliverer = New(sender);
        foreach (var text in Enumerable.Range(0, 20).Select(static i => i == 7 ? "poison" : $"span-{i}."))
        {
            deliverer.Append(Records.New(text));
        }

        Assert.True(deliverer.Flush(s_patience));
        deliverer.Stop();

        var all = string.Concat(arrived);
        Assert.All(Enumerable.Range(0, 20).Where(static i => i != 7), i => Assert.Equal(2, all.Split($"span-{i}.").Length));
        Assert.Equal(1, _losses.Rejected);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_receiver_that_finds_everything_invalid_is_the_wrong_one_and_nothing_is_dropped()
    {
        using var sender = new ScriptedSender(static _ => s_invalid);
        using var store = new MemoryStore(long.MaxValue, _losses);
        using var deliverer = New(sender, store);
        deliverer.Append(Records.New("one"));
        deliverer.Append(Records.New("two"));
        await sender.NextAsync(_time);
        deliverer.Stop();

        Assert.Equal(["one", "two"], store.TakeAll());
        Assert.Equal(0, _losses.Rejected);
    }

    [Fact(Timeout = 60_000)]
    public void What_is_too_large_is_halved()
    {
        var sizes = new List<int>();
        using var sender = new ScriptedSender(text =>
        {
            var count = text.Split("span").Length - 1;
            sizes.Add(count);
            return count > 2 ? new SendResult(SendOutcome.TooLarge, "HTTP 413") : s_accepted;
        });
        using var deliverer = New(sender);
        for (var i = 0; i < 8; i++)
        {
            deliverer.Append(Records.New("span"));
        }

        Assert.True(deliverer.Flush(s_patience));
        deliverer.Stop();

        Assert.Equal([8, 4, 2, 2, 4, 2, 2], sizes);
        Assert.Equal(0, _losses.Rejected);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_refused_key_keeps_the_spans_and_says_so_once()
    {
        using var sender = new ScriptedSender(static _ => new SendResult(SendOutcome.Refused, "HTTP 401"));
        using var store = new MemoryStore(long.MaxValue, _losses);
        using var deliverer = New(sender, store);
        deliverer.Append(Records.New("span"));
        await sender.NextAsync(_time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(RetrySchedule.Refused, await sender.NextAsync(_time));
        }

        deliverer.Stop();

        Assert.Equal(["span"], store.TakeAll());
        Assert.Contains("HTTP 401", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Spans_that_the_receiver_rejects_are_counted()
    {
        using var sender = new ScriptedSender(static _ => s_accepted with { RejectedSpans = 2 });
        using var deliverer = New(sender);
        deliverer.Append(Records.New("one"));
        deliverer.Append(Records.New("two"));
        await sender.NextAsync(_time);
        Assert.True(deliverer.Flush(s_patience));
        deliverer.Stop();

        Assert.Equal(2, _losses.Rejected);
    }

    [Fact(Timeout = 60_000)]
    public void A_flush_is_patient_for_as_long_as_it_is_told()
    {
        using var sender = new ScriptedSender(static _ => s_unavailable);
        using var deliverer = New(sender);
        deliverer.Append(Records.New("span"));

        Assert.False(deliverer.Flush(TimeSpan.FromMilliseconds(50)));
    }

    private Deliverer New(ISpanSender sender, ISpanStore? store = null) => new(
        store ?? new MemoryStore(long.MaxValue, _losses),
        sender,
        _losses,
        new DelivererOptions(new Uri("http://localhost:4318"), TimeSpan.FromSeconds(1)),
        _log,
        _time,
        static () => 1);
}
