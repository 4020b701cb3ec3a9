using System.Security.Cryptography.X509Certificates;
using OpenTelemetry.Exporter;

namespace AiInstrument.Delivery.Sending;

/// <summary>Where spans are sent and how.</summary>
internal sealed record OtlpTarget
{
    public required Uri Address { get; init; }

    public required OtlpExportProtocol Protocol { get; init; }

    /// <summary>Headers of every request. The values are secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public bool Gzip { get; init; }

    /// <summary>What the receiver's certificate must be signed by; null for what the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The application's own certificate, or null.</summary>
    public X509Certificate2? Certificate { get; init; }
}
