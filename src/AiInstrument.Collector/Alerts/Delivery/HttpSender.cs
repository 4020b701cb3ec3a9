using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AiInstrument.Collector.Alerts.Channels;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>
/// Posts notifications. The addresses of the host are looked up and judged when the connection is made, so that no name, no redirect and no later change of a name
/// leads to what is not public.
/// </summary>
internal sealed class HttpSender : IChannelSender, IDisposable
{
    /// <summary>The header with the time and the signature: <c>t=1763726400,v1=hex</c>.</summary>
    public const string SignatureHeader = "AiInstrument-Signature";

    /// <summary>The header with the notification's id, the same for each attempt.</summary>
    public const string DeliveryHeader = "AiInstrument-Delivery";

    private const int MostAnswerBytes = 512;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostConnectTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromHours(1);

    private readonly SafeResolver _resolver;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public HttpSender(SafeResolver resolver, TimeProvider time)
    {
        (_resolver, _time) = (resolver, time);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would look names up itself.
            UseProxy = false,
            ConnectTimeout = MostConnectTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = MostTime,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("AiInstrument", null));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Webhook, ChannelKind.Slack, ChannelKind.Teams, ChannelKind.Discord];

    /// <summary>The signature of a body: HMAC-SHA256 over the time, a point and the body.</summary>
    public static string Sign(string key, long unixSeconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.UTF8.GetBytes(unixSeconds.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return string.Create(CultureInfo.InvariantCulture, $"t={unixSeconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}");
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(ChannelKind kind, ChannelSettings settings, AlertMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Write(kind, settings, message);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
            {
                return SendResult.Success(string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"));
            }

            var beginning = await BeginningAsync(response, cancellationToken).ConfigureAwait(false);
            var answer = SafeText.Clean(string.Create(CultureInfo.InvariantCulture, $"HTTP {status} {beginning}"));
            return status is 408 or 425 or 429 or >= 500 ? SendResult.Again(answer, RetryAfter(response)) : SendResult.Useless(answer);
        }
        catch (HttpRequestException exception)
        {
            return exception.GetBaseException() is AddressRefusedException refused ? SendResult.Useless(refused.Message) : SendResult.Again(SafeText.Clean(exception.GetBaseException().Message));
        }
        catch (Exception exception) when (exception is IOException or SocketException or UriFormatException or InvalidOperationException)
        {
            return SendResult.Again(SafeText.Clean(exception.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendResult.Again("The channel did not answer in time.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Write(ChannelKind kind, ChannelSettings settings, AlertMessage message)
    {
        var body = kind switch
        {
            ChannelKind.Slack => SlackPayload.Write(message),
            ChannelKind.Teams => TeamsPayload.Write(message),
            ChannelKind.Discord => DiscordPayload.Write(message),
            _ => WebhookPayload.Write(message),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (kind == ChannelKind.Webhook)
        {
            request.Headers.Add(SignatureHeader, Sign(settings.SigningKey!, _time.GetUtcNow().ToUnixTimeSeconds(), body));
            request.Headers.Add(DeliveryHeader, message.Id);
        }

        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var encrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var addresses = await _resolver.FindAsync(context.DnsEndPoint.Host, encrypted, cancellationToken).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The addresses that were judged, and no name that is looked up once more.
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[MostAnswerBytes];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _time.GetUtcNow();
        return wait is { } asked && asked > TimeSpan.Zero ? (asked < MostRetryAfter ? asked : MostRetryAfter) : null;
    }
}
