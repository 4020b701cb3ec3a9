using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Sends load and remembers which requests were acknowledged.</summary>
internal sealed class LoadSender : IDisposable
{
    private const string GrpcPath = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string GrpcUnavailable = "14";

    /// <summary>How an answer begins that is none.</summary>
    public const string NoAnswer = "no answer";

    private readonly LoadBatch _batches;
    private readonly HttpClient _http;
    private readonly HttpClient _grpc;
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, bool> _acknowledged = new();

    /// <summary>Prepares the connections.</summary>
    public LoadSender(LoadBatch batches, Uri http, Uri grpc)
    {
        _batches = batches;
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = http, Timeout = TimeSpan.FromMinutes(5) };
        _grpc = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
        {
            BaseAddress = grpc,
            Timeout = TimeSpan.FromMinutes(5),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>How many requests got which answer.</summary>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    /// <summary>How many requests were acknowledged.</summary>
    public int AcknowledgedCount => _acknowledged.Count;

    /// <summary>Requests that were acknowledged.</summary>
    public IEnumerable<long> Acknowledged => _acknowledged.Keys;

    /// <summary>Sends a request, by number alternately over HTTP and gRPC.</summary>
    /// <returns>Whether it was acknowledged; false when it may be sent again.</returns>
    public async Task<bool> SendAsync(long number)
    {
        string answer;
        try
        {
            answer = await (number % 2 == 0 ? PostAsync(_batches.Make(number)) : CallAsync(_batches.Make(number))).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // No answer: whether it was stored is not known, as for any sender.
            answer = NoAnswer + (number % 2 == 0 ? " over HTTP: " : " over gRPC: ") + e.GetBaseException().Message;
        }

        _answers.AddOrUpdate(answer, 1, static (_, count) => count + 1);
        return answer == "acknowledged" && _acknowledged.TryAdd(number, true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _grpc.Dispose();
    }

    private async Task<string> PostAsync(byte[] message)
    {
        using var content = new ByteArrayContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await _http.PostAsync(new Uri("/v1/traces", UriKind.Relative), content).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => response.Content.Headers.ContentLength == 0 ? "acknowledged" : "in part",
            HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null => "retryable",
            var other => "HTTP " + ((int)other).ToString(CultureInfo.InvariantCulture),
        };
    }

    private async Task<string> CallAsync(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await _grpc.PostAsync(new Uri(GrpcPath, UriKind.Relative), content).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        if (response.TrailingHeaders.TryGetValues("grpc-status", out var trailer) && trailer.First() == "0")
        {
            return body.Length == 5 ? "acknowledged" : "in part";
        }

        var status = response.Headers.TryGetValues("grpc-status", out var header) ? header.First() : "missing";
        return status == GrpcUnavailable && response.Headers.Contains("grpc-status-details-bin") ? "retryable" : "gRPC " + status;
    }
}
