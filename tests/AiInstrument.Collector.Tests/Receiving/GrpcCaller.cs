using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>Calls a unary gRPC method with whatever bytes and headers a test wants on the wire.</summary>
internal sealed class GrpcCaller(Uri address) : IDisposable
{
    public const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    public const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    public const string Logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";

    private readonly HttpClient _client = new() { BaseAddress = address };

    /// <summary>A message in its frame.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public Task<GrpcAnswer> CallAsync(byte[] message, Action<HttpRequestMessage>? configure = null, string path = Traces) =>
        SendAsync(new ByteArrayContent(Frame(message)), configure, path);

    public Task<GrpcAnswer> SendFrameAsync(byte[] frame, Action<HttpRequestMessage>? configure = null) =>
        SendAsync(new ByteArrayContent(frame), configure, Traces);

    public async Task<GrpcAnswer> SendAsync(HttpContent content, Action<HttpRequestMessage>? configure, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        configure?.Invoke(request);

        var cancellation = TestContext.Current.CancellationToken;
        using var response = await _client.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new GrpcAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase),
            response.TrailingHeaders.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase),
            body);
    }

    public void Dispose() => _client.Dispose();
}
