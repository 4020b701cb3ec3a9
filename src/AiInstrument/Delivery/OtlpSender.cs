using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using OpenTelemetry.Exporter;

namespace AiInstrument.Delivery;

/// <summary>One connection pool to the receiver, whichever protocol is spoken over it. Its requests make no spans.</summary>
internal abstract class OtlpSender : ISpanSender
{
    // An answer is a count and a sentence.
    private const int MostAnswerBytes = 1024 * 1024;

    private readonly HttpClient _http;

    protected OtlpSender(OtlpTarget target)
    {
        Target = target;
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (target.Certificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        if (target.Authorities is { } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        _http = new HttpClient(handler) { Timeout = target.Timeout, MaxResponseContentBufferSize = MostAnswerBytes };
    }

    protected OtlpTarget Target { get; }

    public static ISpanSender For(OtlpTarget target) =>
        target.Protocol == OtlpExportProtocol.Grpc ? new GrpcSender(target) : new HttpSender(target);

    public async Task<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, Target.Address);
            foreach (var (name, value) in Target.Headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            Prepare(message, request);
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Read(response, body, request.Length);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.Unavailable, "no answer in time");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendResult(SendOutcome.Unavailable, (e as HttpRequestException)?.HttpRequestError.ToString() ?? e.GetType().Name);
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

    /// <summary>What an HTTP status means that is not a success (OTLP specification, "Failures").</summary>
    protected static SendResult Failure(HttpResponseMessage response)
    {
        var reason = FormattableString.Invariant($"HTTP {(int)response.StatusCode}");
        return response.StatusCode switch
        {
            HttpStatusCode.RequestEntityTooLarge => new SendResult(SendOutcome.TooLarge, reason),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new SendResult(SendOutcome.Invalid, reason),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                => new SendResult(SendOutcome.Unavailable, reason, RetryAfter(response.Headers.RetryAfter)),
            _ => new SendResult(SendOutcome.Refused, reason),
        };
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var delay = header?.Delta ?? header?.Date - DateTimeOffset.UtcNow;
        return delay > TimeSpan.Zero ? delay : null;
    }
}
