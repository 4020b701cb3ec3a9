using System.Diagnostics;
using System.Globalization;
using AiInstrument.Benchmarks.Http;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Tests.Hardening;

namespace AiInstrument.Benchmarks.Hardening;

/// <summary>Sends four times what the collector has just been measured to take, and looks afterwards for what was acknowledged.</summary>
internal static class OverloadCommand
{
    private const int DefaultSeconds = 60;
    private const int Times = 4;
    // Enough that the collector is never idle: it commits what waits together, and a sender waits for its commit.
    private const int Senders = 64;
    private const int SpansPerRequest = 128;

    // What this process may have on the way at one time; more is left out and counted, for it is the sender that has no room then.
    private const int MostOnTheWay = 1024;

    private const double Mebibyte = 1024 * 1024;

    /// <summary>Runs the command.</summary>
    /// <param name="args">For how many seconds; may be left out.</param>
    /// <returns>0 when all that was acknowledged is stored once.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultSeconds;
        Report.Machine();
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder.Path);
        var batches = new LoadBatch(SpansPerRequest);
        using var sender = new LoadSender(batches, collector.Http, collector.Grpc);

        await CapacityAsync(sender, from: 0, TimeSpan.FromSeconds(5));
        var before = sender.AcknowledgedCount;
        var capacity = await CapacityAsync(sender, from: 1_000_000, TimeSpan.FromSeconds(15));
        var measured = sender.AcknowledgedCount;
        var (sent, leftOut) = await FloodAsync(sender, capacity * Times, TimeSpan.FromSeconds(seconds));
        var accepted = sender.AcknowledgedCount - measured;
        var start = Stopwatch.GetTimestamp();
        while (!await sender.SendAsync(long.MaxValue))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        var recovered = Stopwatch.GetElapsedTime(start);
        var peak = await collector.StopAsync();
        var stored = StoredLoad.Read(folder.Path, batches, sender.Acknowledged);
        Report.Table(
            $"overload: {Times} × capacity for {seconds} s, requests of {SpansPerRequest} spans over HTTP and gRPC",
            ["what", "number"],
            [
                ["capacity just before, spans/s", Report.Number(capacity * SpansPerRequest)],
                ["sent, spans/s", Report.Number(sent * (double)SpansPerRequest / seconds)],
                ["not sent, because 1,024 requests were on the way, spans/s", Report.Number(leftOut * (double)SpansPerRequest / seconds)],
                ["acknowledged meanwhile, spans/s", Report.Number(accepted * (double)SpansPerRequest / seconds)],
                .. sender.Answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => new[] { $"answer: {answer.Key}", answer.Value.ToString("N0", CultureInfo.InvariantCulture) }),
                ["first acknowledgement after it, s", Report.Number(recovered.TotalSeconds)],
                ["collector's peak resident memory, MiB", Report.Number(peak / Mebibyte)],
                ["acknowledged requests (the warm-up's included)", sender.AcknowledgedCount.ToString("N0", CultureInfo.InvariantCulture)],
                ["requests stored", stored.Requests.ToString("N0", CultureInfo.InvariantCulture)],
                ["acknowledged and not stored", stored.Lost.ToString("N0", CultureInfo.InvariantCulture)],
                ["stored in part", stored.Torn.ToString("N0", CultureInfo.InvariantCulture)],
                ["calls stored; calls in the totals", $"{stored.Rows.ToString("N0", CultureInfo.InvariantCulture)}; {stored.CountedByTotals.ToString("N0", CultureInfo.InvariantCulture)}"],
            ]);
        return stored.IsWhole && before > 0 && sender.Answers.Keys.All(answer => answer is "acknowledged" or "retryable") ? 0 : 1;
    }

    /// <summary>Requests a second that senders get acknowledged who wait for each answer.</summary>
    private static async Task<double> CapacityAsync(LoadSender sender, long from, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var acknowledged = sender.AcknowledgedCount;
        var next = from;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                await sender.SendAsync(Interlocked.Increment(ref next));
            }
        }));
        return (sender.AcknowledgedCount - acknowledged) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Sends at a rate that does not wait for answers.</summary>
    private static async Task<(long Sent, long LeftOut)> FloodAsync(LoadSender sender, double perSecond, TimeSpan time)
    {
        long sent = 0, leftOut = 0;
        var onTheWay = 0;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            for (var due = (long)(elapsed.TotalSeconds * perSecond); sent + leftOut < due;)
            {
                if (Volatile.Read(ref onTheWay) >= MostOnTheWay)
                {
                    leftOut++;
                    continue;
                }

                Interlocked.Increment(ref onTheWay);
                var number = 10_000_000 + sent++;
                _ = Task.Run(async () =>
                {
                    try
                    {
                        await sender.SendAsync(number);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref onTheWay);
                    }
                });
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        while (Volatile.Read(ref onTheWay) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return (sent, leftOut);
    }
}
