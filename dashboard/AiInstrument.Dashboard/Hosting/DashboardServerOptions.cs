using AiInstrument.Collector;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Settings of <see cref="DashboardServer"/>.</summary>
public sealed class DashboardServerOptions
{
    /// <summary>The folder of the database and the key ring. Created when absent.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Where the dashboard and the JSON API listen. Plain HTTP; port 0 takes a free one.</summary>
    public Uri Http { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Where OTLP/HTTP is received. Plain HTTP; port 0 takes a free one.</summary>
    public Uri OtlpHttp { get; set; } = new("http://127.0.0.1:4318");

    /// <summary>Where OTLP/gRPC is received. HTTP/2 without TLS; port 0 takes a free one.</summary>
    public Uri OtlpGrpc { get; set; } = new("http://127.0.0.1:4317");

    /// <summary>The first admin's token, or null to make a random one at the first start.</summary>
    public string? AdminToken { get; set; }

    /// <summary>An API key that may send telemetry and read the JSON API, or null for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whole UTC days, today included, whose records are kept; null keeps all. Totals stay.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Bytes of the database beyond which the records of the oldest days are removed; null for no bound. Totals stay.</summary>
    public long? MaxDatabaseBytes { get; set; }

    /// <summary>Who may read <c>/metrics</c> on the telemetry addresses. This machine alone.</summary>
    public MetricsAccess MetricsAccess { get; set; }

    /// <summary>Tells which day is today. The system's clock unless a test replaces it.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
