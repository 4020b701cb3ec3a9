using System.Diagnostics;
using System.Net.Http.Headers;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;

namespace AiInstrument.Benchmarks.Http;

/// <summary>OTLP/HTTP in protobuf from end to end: loopback, Kestrel, decoding, SQLite, commit, answer.</summary>
internal static class HttpBenchmark
{
    private const int Connections = 8;

    public static async Task RunAsync(bool quick)
    {
        var traffic = new SampleTraffic(seed: 3);
        var count = (quick ? 20_000 : 100_000) / SampleTraffic.BatchSize;
        var requests = Enumerable.Range(0, Connections + count).Select(_ => ProtobufForm.Of(traffic.NextBatch())).ToArray();
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder.Path);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = collector.Address };

        // Opens the connections and compiles the code.
        await SendAsync(client, CollectorProcess.DiscardPath, requests.AsMemory(0, Connections));
        await SendAsync(client, "/v1/traces", requests.AsMemory(0, Connections));

        var discarded = await SendAsync(client, CollectorProcess.DiscardPath, requests.AsMemory(Connections));
        var stored = await SendAsync(client, "/v1/traces", requests.AsMemory(Connections));
        var peak = await collector.StopAsync();
        Report.Table(
            $"http: {count * SampleTraffic.BatchSize:N0} spans in requests of {SampleTraffic.BatchSize} over {Connections} connections (reference: the same requests, read and thrown away)",
            ["variant", "acknowledged spans/s", "p50 ack ms", "p99 ack ms", "time ratio"],
            [Row("Kestrel, body read and thrown away", discarded, discarded), Row("OTLP/HTTP, stored", stored, discarded)]);
        Console.WriteLine();
        Console.WriteLine($"Peak resident memory of the collector: {Report.Number(peak / (1024.0 * 1024.0))} MiB.");
    }

    private static string[] Row(string name, Sent sent, Sent reference) =>
    [
        name,
        Report.Number(sent.Milliseconds.Count * SampleTraffic.BatchSize / sent.Seconds),
        Report.Number(Percentile(sent.Milliseconds, 0.50)),
        Report.Number(Percentile(sent.Milliseconds, 0.99)),
        Report.Ratio(sent.Seconds / reference.Seconds),
    ];

    private static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);

    private static async Task<Sent> SendAsync(HttpClient client, string path, ReadOnlyMemory<byte[]> requests)
    {
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        var perConnection = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var milliseconds = new List<double>();
            while (Interlocked.Increment(ref next) is var index && index < requests.Length)
            {
                using var body = new ByteArrayContent(requests.Span[index]);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                var sent = Stopwatch.GetTimestamp();
                using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
                response.EnsureSuccessStatusCode();
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return milliseconds;
        }));
        return new Sent(Stopwatch.GetElapsedTime(start).TotalSeconds, [.. perConnection.SelectMany(times => times)]);
    }

    private sealed record Sent(double Seconds, List<double> Milliseconds);
}
