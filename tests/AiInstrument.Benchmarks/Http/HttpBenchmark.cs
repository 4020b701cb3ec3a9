using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;

namespace AiInstrument.Benchmarks.Http;

/// <summary>OTLP over HTTP and gRPC from end to end: loopback, Kestrel, decoding, SQLite, commit, answer.</summary>
internal static class HttpBenchmark
{
    private const string GrpcPath = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const int Connections = 8;
    private const int GrpcPrefix = 5;

    public static async Task RunAsync(bool quick)
    {
        var traffic = new SampleTraffic(seed: 3);
        var count = (quick ? 20_000 : 100_000) / SampleTraffic.BatchSize;
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder.Path);
        using var http = Client(collector.Http, HttpVersion.Version11);
        using var grpc = Client(collector.Grpc, HttpVersion.Version20);

        // Opens the connections and compiles the code.
        await SendAsync(collector, http, Request, CollectorProcess.DiscardPath, Requests(traffic, Connections));
        await SendAsync(collector, http, Request, "/v1/traces", Requests(traffic, 2 * Connections));
        await SendAsync(collector, grpc, GrpcRequest, GrpcPath, Requests(traffic, 2 * Connections));

        var requests = Requests(traffic, count);
        var discarded = await SendAsync(collector, http, Request, CollectorProcess.DiscardPath, requests);
        var stored = await SendAsync(collector, http, Request, "/v1/traces", requests);
        var called = await SendAsync(collector, grpc, GrpcRequest, GrpcPath, Requests(traffic, count));
        var peak = await collector.StopAsync();
        Report.Table(
            $"http: {count * SampleTraffic.BatchSize:N0} spans in requests of {SampleTraffic.BatchSize}, {Connections} at a time (reference: the same requests, read and thrown away)",
            ["variant", "acknowledged spans/s", "p50 ack ms", "p99 ack ms", "time ratio", "collector's processor µs/span"],
            [Row("Kestrel, body read and thrown away", discarded, discarded), Row("OTLP/HTTP, stored", stored, discarded), Row("OTLP/gRPC, stored", called, discarded)]);
        Console.WriteLine();
        Console.WriteLine($"Peak resident memory of the collector: {Report.Number(peak / (1024.0 * 1024.0))} MiB.");
    }

    private static HttpClient Client(Uri address, Version version) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections })
    {
        BaseAddress = address,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static byte[][] Requests(SampleTraffic traffic, int count) => [.. Enumerable.Range(0, count).Select(_ => ProtobufForm.Of(traffic.NextBatch()))];

    private static ByteArrayContent Request(byte[] message)
    {
        var body = new ByteArrayContent(message);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        return body;
    }

    private static ByteArrayContent GrpcRequest(byte[] message)
    {
        var framed = new byte[GrpcPrefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, GrpcPrefix);
        var body = new ByteArrayContent(framed);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        return body;
    }

    private static string[] Row(string name, Sent sent, Sent reference) =>
    [
        name,
        Report.Number(sent.Milliseconds.Count * SampleTraffic.BatchSize / sent.Seconds),
        Report.Number(Percentile(sent.Milliseconds, 0.50)),
        Report.Number(Percentile(sent.Milliseconds, 0.99)),
        Report.Ratio(sent.Seconds / reference.Seconds),
        Report.Number(sent.Processor.TotalMicroseconds / (sent.Milliseconds.Count * SampleTraffic.BatchSize)),
    ];

    private static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);

    private static async Task<Sent> SendAsync(CollectorProcess collector, HttpClient client, Func<byte[], HttpContent> content, string path, byte[][] requests)
    {
        var next = -1;
        var processor = collector.ProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var perConnection = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var milliseconds = new List<double>();
            while (Interlocked.Increment(ref next) is var index && index < requests.Length)
            {
                using var body = content(requests[index]);
                var sent = Stopwatch.GetTimestamp();
                using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
                response.EnsureSuccessStatusCode();
                if (response.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.First() != "0")
                {
                    throw new InvalidOperationException($"The collector answered gRPC status {status.First()}.");
                }

                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return milliseconds;
        }));
        return new Sent(Stopwatch.GetElapsedTime(start).TotalSeconds, [.. perConnection.SelectMany(times => times)], collector.ProcessorTime - processor);
    }

    private sealed record Sent(double Seconds, List<double> Milliseconds, TimeSpan Processor);
}
