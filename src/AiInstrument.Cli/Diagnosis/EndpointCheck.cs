using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>Goes the way that spans go, step by step, to the end: an export of nothing.</summary>
/// <param name="time">Tells this machine's time.</param>
internal sealed class EndpointCheck(TimeProvider time)
{
    private const string Check = "endpoint";
    private const string Export = "opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SoonOver = TimeSpan.FromDays(14);

    // A Date header has whole seconds.
    private static readonly TimeSpan OddSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WrongSkew = TimeSpan.FromMinutes(2);

    /// <summary>Checks.</summary>
    public async Task RunAsync(Target target, List<Finding> findings, CancellationToken cancellationToken)
    {
        // Behind a proxy it is the proxy that resolves the name and connects.
        if (!HasProxy(target.Endpoint, findings) && !await ConnectAsync(target.Endpoint, findings, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var answer = await ExportAsync(target, target.Grpc, cancellationToken).ConfigureAwait(false);
        if (answer.Status is null && (await ExportAsync(target, !target.Grpc, cancellationToken).ConfigureAwait(false)).Status is not null)
        {
            findings.Add(Finding.Fail(
                Check,
                $"{target.Endpoint.Authority} speaks {Name(!target.Grpc)}, and the settings say {Name(target.Grpc)}.",
                target.Grpc ? "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or send to the gRPC port (4317)." : "Set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or send to the OTLP/HTTP port (4318)."));
            return;
        }

        findings.Add(Judge(target, answer));
        if (answer.Date is { } date)
        {
            findings.Add(JudgeClock(date - (answer.Asked + ((answer.Answered - answer.Asked) / 2))));
        }
    }

    private static bool HasProxy(Uri endpoint, List<Finding> findings)
    {
        var proxy = HttpClient.DefaultProxy;
        if (proxy.IsBypassed(endpoint) || proxy.GetProxy(endpoint) is not { } through || through == endpoint)
        {
            return false;
        }

        findings.Add(Finding.Warn("proxy", $"Requests to {endpoint.Host} go through the proxy {through.Host}:{through.Port.ToString(CultureInfo.InvariantCulture)}.", $"If that is not meant, add {endpoint.Host} to NO_PROXY."));
        return true;
    }

    private async Task<bool> ConnectAsync(Uri endpoint, List<Finding> findings, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(endpoint.DnsSafeHost, patience.Token).ConfigureAwait(false);
            using var client = new TcpClient();
            await client.ConnectAsync(addresses, endpoint.Port, patience.Token).ConfigureAwait(false);
            findings.Add(Finding.Ok("network", $"{endpoint.Authority} can be reached."));
            return endpoint.Scheme != Uri.UriSchemeHttps || await CheckTlsAsync(endpoint, client.GetStream(), findings, patience.Token).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData)
        {
            findings.Add(Finding.Fail("network", $"The name {endpoint.Host} is not known.", "Correct the address, or the machine's name service."));
        }
        catch (SocketException e)
        {
            findings.Add(Finding.Fail("network", $"{endpoint.Authority} cannot be reached: {e.Message}.", "Start the server ('aiinstrument up' on this machine), or correct address, port or firewall."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Add(Finding.Fail("network", $"{endpoint.Authority} does not answer within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.", "Something on the way drops packets: look at firewalls and at the address."));
        }

        return false;
    }

    private async Task<bool> CheckTlsAsync(Uri endpoint, Stream stream, List<Finding> findings, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        DateTime? until = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, certificate, _, found) =>
        {
            // Looked at, and nothing is sent over this connection.
            errors = found;
            until = certificate is X509Certificate2 known ? known.NotAfter.ToUniversalTime() : null;
            return certificate is not null;
        });
        await using (tls.ConfigureAwait(false))
        {
            try
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = endpoint.Host }, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                findings.Add(Finding.Fail("TLS", $"{endpoint.Authority} does not speak TLS: {e.Message}", "Use http, or the port that has the certificate."));
                return false;
            }
        }

        if (errors != SslPolicyErrors.None)
        {
            findings.Add(Finding.Fail("TLS", $"The certificate of {endpoint.Host} is not trusted: {errors}.", "Use the name that it is for, or set OTEL_EXPORTER_OTLP_CERTIFICATE to the authority's file."));
            return false;
        }

        findings.Add(until - time.GetUtcNow().UtcDateTime < SoonOver
            ? Finding.Warn("TLS", string.Create(CultureInfo.InvariantCulture, $"The certificate ends on {until:yyyy-MM-dd}."), "Renew it.")
            : Finding.Ok("TLS", string.Create(CultureInfo.InvariantCulture, $"The certificate is trusted, until {until:yyyy-MM-dd}.")));
        return true;
    }

    private async Task<Answer> ExportAsync(Target target, bool grpc, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = Patience, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, grpc ? new Uri(target.Endpoint, "/" + Export) : new Uri(target.Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/traces"))
        {
            // An empty message, in gRPC behind its five bytes of frame: nothing is stored.
            Content = new ByteArrayContent(new byte[grpc ? 5 : 0]) { Headers = { ContentType = new MediaTypeHeaderValue(grpc ? "application/grpc" : "application/x-protobuf") } },
            Version = grpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = grpc ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var asked = time.GetUtcNow();
        try
        {
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var answered = time.GetUtcNow();
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new Answer(Status(response, grpc), response.Headers.Date, asked, answered, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new Answer(null, null, asked, time.GetUtcNow(), e.Message);
        }
    }

    // gRPC's status as the HTTP status that means the same; null where the answer is none of gRPC's.
    private static HttpStatusCode? Status(HttpResponseMessage response, bool grpc)
    {
        if (!grpc)
        {
            // Nothing cannot be malformed: a server for HTTP/2 alone says so to whoever speaks HTTP/1.1.
            return response.StatusCode is HttpStatusCode.UpgradeRequired or HttpStatusCode.BadRequest ? null : response.StatusCode;
        }

        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var trailing) ? trailing.First() : response.Headers.TryGetValues("grpc-status", out var leading) ? leading.First() : null;
        return status switch
        {
            "0" => HttpStatusCode.OK,
            "16" => HttpStatusCode.Unauthorized,
            "7" => HttpStatusCode.Forbidden,
            "12" => HttpStatusCode.NotFound,
            "14" => HttpStatusCode.ServiceUnavailable,
            null => null,
            _ => HttpStatusCode.InternalServerError,
        };
    }

    private static Finding Judge(Target target, Answer answer)
    {
        var hasKey = target.Headers.Count > 0;
        return answer.Status switch
        {
            HttpStatusCode.OK => Finding.Ok(Check, $"{Name(target.Grpc)} takes telemetry{(hasKey ? " with this key" : " without a key")}."),
            HttpStatusCode.Unauthorized => Finding.Fail(
                "key", hasKey ? "The key is not known, or it was revoked." : "The server takes nothing without a key.", "Make a key on the page API keys, and set OTEL_EXPORTER_OTLP_HEADERS=x-api-key=KEY."),
            HttpStatusCode.Forbidden => Finding.Fail("key", "The key may read and not send.", "Make one that may send, on the page API keys."),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Found => Finding.Fail(Check, $"{target.Endpoint.Authority} answers, and has no receiver of OTLP there.", "Use the telemetry port (4318 or 4317) and not the dashboard's, and no path."),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => Finding.Fail(Check, "The server is too busy, or cannot write.", "Look at its /readyz and at the page System."),
            { } other => Finding.Fail(Check, string.Create(CultureInfo.InvariantCulture, $"The server answered an empty export with {(int)other}."), "Look at its log."),
            null => Finding.Fail(Check, $"{target.Endpoint.Authority} does not speak {Name(target.Grpc)}: {answer.Problem ?? "the answer is another protocol's"}", "Correct address or protocol."),
        };
    }

    private static Finding JudgeClock(TimeSpan skew)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"The server's clock is {Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.");
        return skew.Duration() < OddSkew ? Finding.Ok("clock", "Both clocks agree.")
            : skew.Duration() < WrongSkew ? Finding.Warn("clock", text, "Let both machines take their time from the network.")
            : Finding.Fail("clock", text, "Calls are counted on the wrong day: let both machines take their time from the network.");
    }

    private static string Name(bool grpc) => grpc ? "OTLP/gRPC" : "OTLP/HTTP";

    private sealed record Answer(HttpStatusCode? Status, DateTimeOffset? Date, DateTimeOffset Asked, DateTimeOffset Answered, string? Problem);
}
