using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace AiInstrument.Delivery.Sending;

/// <summary>How the collector is reached over HTTP, whatever is said to it.</summary>
internal static class OtlpHttp
{
    /// <summary>A connection pool to the receiver. Its requests make no spans.</summary>
    public static HttpClient CreateClient(OtlpTarget target, int mostAnswerBytes)
    {
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

        return new HttpClient(handler) { Timeout = target.Timeout, MaxResponseContentBufferSize = mostAnswerBytes };
    }

    public static HttpRequestMessage Post(OtlpTarget target)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, target.Address);
        foreach (var (name, value) in target.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>What an HTTP status means that is not a success (OTLP specification, "Failures").</summary>
    public static SendResult Failure(HttpResponseMessage response)
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

    /// <summary>What a request means that got no answer. Null for what is no fault of the network.</summary>
    public static SendResult? Failure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when !cancellationToken.IsCancellationRequested => new SendResult(SendOutcome.Unavailable, "no answer in time"),
        HttpRequestException http => new SendResult(SendOutcome.Unavailable, http.HttpRequestError.ToString()),
        IOException => new SendResult(SendOutcome.Unavailable, exception.GetType().Name),
        _ => null,
    };

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var delay = header?.Delta ?? header?.Date - DateTimeOffset.UtcNow;
        return delay > TimeSpan.Zero ? delay : null;
    }
}
