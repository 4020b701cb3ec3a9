using System.IO.Compression;
using OpenTelemetry.Exporter;

namespace AiInstrument.Delivery.Sending;

/// <summary>One connection pool to the receiver, whichever protocol is spoken over it. Its requests make no spans.</summary>
internal abstract class OtlpSender : ISpanSender
{
    // An answer is a count and a sentence.
    private const int MostAnswerBytes = 1024 * 1024;

    private readonly HttpClient _http;

    protected OtlpSender(OtlpTarget target)
    {
        Target = target;
        _http = OtlpHttp.CreateClient(target, MostAnswerBytes);
    }

    protected OtlpTarget Target { get; }

    public static ISpanSender For(OtlpTarget target) =>
        target.Protocol == OtlpExportProtocol.Grpc ? new GrpcSender(target) : new HttpSender(target);

    public async Task<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = OtlpHttp.Post(Target);
            Prepare(message, request);
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Read(response, body, request.Length);
        }
        catch (Exception e) when (OtlpHttp.Failure(e, cancellationToken) is { } failure)
        {
            return failure;
        }
    }

    public void Dispose() => _http.Dispose();

    protected abstract void Prepare(HttpRequestMessage message, ReadOnlyMemory<byte> request);

    protected abstract SendResult Read(HttpResponseMessage response, byte[] body, int requestLength);

    protected static byte[] Zip(ReadOnlyMemory<byte> bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes.Span);
        }

        return zipped.ToArray();
    }
}
