using System.Diagnostics;
using System.Globalization;
using System.Net;
using AiInstrument.Benchmarks.Http;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Tests.Hardening;

namespace AiInstrument.Benchmarks.Hardening;

/// <summary>Breaks a million requests in ways that a seed decides: most go through the pipeline in this process, a share to a collector of its own over the network.</summary>
internal static class FuzzCommand
{
    private const int DefaultRequests = 1_000_000;
    private const int OverTheNetwork = 20;
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Runs the command.</summary>
    /// <param name="args">How many requests, and the seed; both may be left out.</param>
    /// <returns>0 when every request was answered as it must be.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var requests = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRequests;
        var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
        Report.Machine();
        Console.WriteLine($"Seed {seed.ToString(CultureInfo.InvariantCulture)}.");
        var inProcess = await InProcessAsync(seed, requests);
        var overNetwork = await OverNetworkAsync(seed, requests, requests / OverTheNetwork);
        foreach (var finding in inProcess.Findings.Concat(overNetwork.Findings))
        {
            Console.WriteLine(finding);
        }

        return inProcess.Findings.Count + overNetwork.Findings.Count == 0 ? 0 : 1;
    }

    private static async Task<FuzzReport> InProcessAsync(int seed, int requests)
    {
        using var folder = new TemporaryFolder();
        using var pipeline = new PipelineFuzz(folder.Path);
        var report = new FuzzReport();

        // What is made once and kept: tables of strings, pools, compiled code.
        await pipeline.RunAsync(seed + 1, 0, 20_000, new FuzzReport());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var part = (requests + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(core => Task.Run(() =>
            pipeline.RunAsync(seed, core * part, Math.Min(part, requests - (core * part)), report))));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Print($"fuzz: {requests:N0} broken requests through the pipeline in this process, {seconds:N0} s", report);
        Console.WriteLine();
        Console.WriteLine($"Live memory {Report.Number(before / Mebibyte)} MiB before and {Report.Number(after / Mebibyte)} MiB after; {pipeline.MemoryTaken} bytes of requests not given back.");
        return report;
    }

    private static async Task<FuzzReport> OverNetworkAsync(int seed, int from, int requests)
    {
        const int Senders = 8;
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder.Path);
        using var fuzz = new ServerFuzz(collector.Http, collector.Grpc);
        var report = new FuzzReport();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => fuzz.RunAsync(seed, from + (sender * (requests / Senders)), requests / Senders, report)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var client = new HttpClient { BaseAddress = collector.Http };
        using var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        var peak = await collector.StopAsync();
        Print($"fuzz: {report.Total:N0} broken requests over HTTP and gRPC to a collector in its own process, {seconds:N0} s", report);
        Console.WriteLine();
        Console.WriteLine($"Afterwards /readyz says {(int)ready.StatusCode}; peak resident memory {Report.Number(peak / Mebibyte)} MiB.");
        if (ready.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException("The collector is not ready after it.");
        }

        return report;
    }

    private static void Print(string title, FuzzReport report) => Report.Table(
        title, ["answer", "requests"], [.. report.Answers.OrderByDescending(answer => answer.Value).Select(answer => new[] { answer.Key, answer.Value.ToString("N0", CultureInfo.InvariantCulture) })]);
}
