using System.Net;
using System.Net.Http.Headers;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Sends mutated requests, with mutated headers now and then, to a server.</summary>
internal sealed class ServerFuzz(Uri http, Uri grpc) : IDisposable
{
    private const string FailedMessage = "The collector failed";

    // Long enough for any machine: what is not answered by then hangs.
    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(2);

    private static readonly string[] s_types = ["application/x-protobuf", "application/json", "application/grpc", "text/plain", "application/json; charset=utf-8", "a/b;c=\"", ""];
    private static readonly string[] s_encodings = ["gzip", "identity", "br", "gzip, gzip", "GZIP", "\t"];
    private static readonly string[] s_timeouts = ["1n", "10S", "0m", "99999999H", "-1S", "S", "123456789S"];

    private readonly HttpClient _http = new() { BaseAddress = http, Timeout = s_hang };
    private readonly HttpClient _grpc = new() { BaseAddress = grpc, Timeout = s_hang };

    /// <summary>Sends requests one after the other.</summary>
    public async Task RunAsync(int seed, int from, int count, FuzzReport report)
    {
        for (var number = from; number < from + count; number++)
        {
            var request = FuzzRequest.Make(seed, number);
            try
            {
                var answer = await SendAsync(request, new Random(number)).ConfigureAwait(false);
                report.Count(answer);
                if (answer.Contains(FailedMessage, StringComparison.Ordinal) || answer is "500")
                {
                    report.Found(seed, number, request, answer);
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                report.Found(seed, number, request, e.ToString());
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _grpc.Dispose();
    }

    private async Task<string> SendAsync(FuzzRequest request, Random random)
    {
        using var content = new ByteArrayContent(request.Body);
        var type = random.Next(20) == 0 ? s_types[random.Next(s_types.Length)] : request.IsGrpc ? "application/grpc" : request.IsJson ? "application/json" : "application/x-protobuf";
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var encoding = random.Next(20) == 0 ? s_encodings[random.Next(s_encodings.Length)] : request.IsGzip ? "gzip" : null;
        return request.IsGrpc ? await CallAsync(request, content, encoding, random).ConfigureAwait(false) : await PostAsync(request, content, encoding, random).ConfigureAwait(false);
    }

    private async Task<string> PostAsync(FuzzRequest request, ByteArrayContent content, string? encoding, Random random)
    {
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/" + request.Signal) { Content = content };
        message.Headers.TransferEncodingChunked = random.Next(4) == 0;
        using var response = await _http.SendAsync(message).ConfigureAwait(false);
        return ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> CallAsync(FuzzRequest request, ByteArrayContent content, string? encoding, Random random)
    {
        var service = request.Signal switch
        {
            "traces" => "trace.v1.TraceService",
            "logs" => "logs.v1.LogsService",
            _ => "metrics.v1.MetricsService",
        };
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/opentelemetry.proto.collector.{service}/Export")
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (encoding is not null)
        {
            message.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        }

        if (random.Next(20) == 0)
        {
            message.Headers.TryAddWithoutValidation("grpc-timeout", s_timeouts[random.Next(s_timeouts.Length)]);
        }

        using var response = await _grpc.SendAsync(message).ConfigureAwait(false);
        await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        if (!response.Headers.TryGetValues("grpc-status", out var status) && !response.TrailingHeaders.TryGetValues("grpc-status", out status))
        {
            return ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) + " without a gRPC status";
        }

        var failed = response.Headers.TryGetValues("grpc-message", out var text) && text.First().StartsWith(FailedMessage, StringComparison.Ordinal);
        return "gRPC " + status.First() + (failed ? " " + FailedMessage : "");
    }
}
