using AiInstrument.Collector.Tests.Receiving;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>The short form of the benchmarks' <c>overload</c> command, and what a stop in the middle of traffic leaves.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task Many_more_senders_than_there_is_room_for_are_told_to_retry_and_all_that_is_acknowledged_is_stored_once()
    {
        const int Senders = 32;
        const int Requests = Senders * 8;
        var batches = new LoadBatch(spans: 50);
        await using var collector = await FullCollector.StartAsync(options => (options.MaxConcurrentRequests, options.MaxQueuedSpans) = (2, 100));
        using var sender = new LoadSender(batches, collector.HttpAddress, collector.GrpcAddress);

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async first =>
        {
            for (var number = first; number < Requests; number += Senders)
            {
                while (!await sender.SendAsync(number))
                {
                    // As an SDK does, though sooner.
                }
            }
        }));
        await collector.StopAsync();

        Assert.DoesNotContain(sender.Answers.Keys, answer => answer is not ("acknowledged" or "retryable"));
        var stored = StoredLoad.Read(collector.Folder, batches, sender.Acknowledged);
        Assert.True(stored.IsWhole, stored.ToString());
        Assert.Equal(Requests, stored.Requests);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_traffic_loses_nothing_that_was_acknowledged()
    {
        const int Senders = 16;
        var batches = new LoadBatch(spans: 50);
        await using var collector = await FullCollector.StartAsync();
        using var sender = new LoadSender(batches, collector.HttpAddress, collector.GrpcAddress);
        var enough = new TaskCompletionSource();
        var stopped = false;
        var senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(async first =>
        {
            for (var number = first; !Volatile.Read(ref stopped); number += Senders)
            {
                await sender.SendAsync(number);
                if (sender.AcknowledgedCount >= 100)
                {
                    enough.TrySetResult();
                }
            }
        }));

        await enough.Task;
        await collector.StopAsync();
        Volatile.Write(ref stopped, true);
        await senders;

        // What is not acknowledged has no answer, because the connection is closed, or one that says to try again.
        Assert.DoesNotContain(sender.Answers.Keys, answer => answer is not ("acknowledged" or "retryable") && !answer.StartsWith(LoadSender.NoAnswer, StringComparison.Ordinal));
        var stored = StoredLoad.Read(collector.Folder, batches, sender.Acknowledged);
        Assert.True(stored.IsWhole, stored.ToString());
    }
}
