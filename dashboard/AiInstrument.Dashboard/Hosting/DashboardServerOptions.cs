using AiInstrument.Collector;
using AiInstrument.Dashboard.Access.Providers;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Settings of <see cref="DashboardServer"/>.</summary>
public sealed class DashboardServerOptions
{
    /// <summary>The folder of the database and the key ring. Created when absent.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Where the dashboard and the JSON API listen, by http or https; port 0 takes a free one.</summary>
    public Uri Http { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Where OTLP/HTTP is received, by http or https; port 0 takes a free one.</summary>
    public Uri OtlpHttp { get; set; } = new("http://127.0.0.1:4318");

    /// <summary>Where OTLP/gRPC is received, HTTP/2 by http (without TLS) or https; port 0 takes a free one.</summary>
    public Uri OtlpGrpc { get; set; } = new("http://127.0.0.1:4317");

    /// <summary>The certificate of the https addresses: a PEM file, with its chain behind it, or PKCS #12 (<c>.pfx</c>, <c>.p12</c>). Null when no address is https.</summary>
    public string? TlsCertificate { get; set; }

    /// <summary>The certificate's private key as PEM; null when the certificate's file holds it.</summary>
    public string? TlsKey { get; set; }

    /// <summary>The password of the key or of the PKCS #12 file; null when it has none.</summary>
    public string? TlsPassword { get; set; }

    /// <summary>Whether senders on this machine may send without a key while no API key exists.</summary>
    public bool AllowAnonymousLoopback { get; set; } = true;

    /// <summary>The first admin's token, or null to make a random one at the first start.</summary>
    public string? AdminToken { get; set; }

    /// <summary>
    /// The request header in which a reverse proxy names the account that it has signed in; null to believe none. The proxy must remove the header from what clients send.
    /// Whoever is named must have an active account.
    /// </summary>
    public string? ProxyUserHeader { get; set; }

    /// <summary>The addresses and networks (<c>10.0.0.5</c>, <c>10.1.0.0/16</c>) from which <see cref="ProxyUserHeader"/> is believed. At least one when the header is set.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>Providers that people sign in with, besides names and passwords. None.</summary>
    public IReadOnlyList<SignInProvider> SignInProviders { get; set; } = [];

    /// <summary>An API key that may send telemetry and read the JSON API, or null for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whole UTC days, today included, whose records are kept; null keeps all. Totals stay.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Bytes of the database beyond which the records of the oldest days are removed; null for no bound. Totals stay.</summary>
    public long? MaxDatabaseBytes { get; set; }

    /// <summary>Whether prompts and answers that senders send are stored, encrypted.</summary>
    public bool StoreContent { get; set; } = true;

    /// <summary>Whether they are redacted again before.</summary>
    public bool RedactContent { get; set; } = true;

    /// <summary>Whole UTC days, today included, whose prompts and answers are kept; null keeps them as long as their records.</summary>
    public int? ContentRetentionDays { get; set; } = 30;

    /// <summary>Bytes of stored prompts and answers beyond which those of the oldest days are removed; null for no bound.</summary>
    public long? MaxContentBytes { get; set; }

    /// <summary>Who may read <c>/metrics</c> on the telemetry addresses. This machine alone.</summary>
    public MetricsAccess MetricsAccess { get; set; }

    /// <summary>Where people reach the dashboard, for links in notifications; null leaves links out.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Networks that notifications may go to although they are private, in CIDR notation. None.</summary>
    public IReadOnlyList<string> NotificationNetworks { get; set; } = [];

    /// <summary>Tells which day is today. The system's clock unless a test replaces it.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
