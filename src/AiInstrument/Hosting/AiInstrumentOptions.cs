using AiInstrument.Redaction;
using OpenTelemetry.Exporter;

namespace AiInstrument;

/// <summary>How spans leave the application. Every setting has a default; the standard <c>OTEL_*</c> variables are honoured.</summary>
public sealed class AiInstrumentOptions
{
    /// <summary>
    /// Whether AiInstrument exports by itself. False for an application with its own OpenTelemetry pipeline, which then
    /// calls <see cref="AiInstrumentTracerProviderBuilderExtensions.AddAiInstrument"/>. Default: true.
    /// </summary>
    public bool Export { get; set; } = true;

    /// <summary>
    /// The resource's <c>service.name</c>. <c>OTEL_SERVICE_NAME</c> wins over it; null means the host's application name.
    /// </summary>
    public string? ServiceName { get; set; }

    /// <summary>
    /// The collector's base address, for example <c>http://localhost:4318</c>; with http/protobuf, spans are posted to
    /// <c>v1/traces</c> below it. Null means <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, else <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>,
    /// else localhost with the protocol's standard port.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The transport. Null means <c>OTEL_EXPORTER_OTLP_TRACES_PROTOCOL</c>, else <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else
    /// <see cref="OtlpExportProtocol.HttpProtobuf"/>.
    /// </summary>
    public OtlpExportProtocol? Protocol { get; set; }

    /// <summary>
    /// Headers of every export request, for example the collector's API key. When there are none,
    /// <c>OTEL_EXPORTER_OTLP_TRACES_HEADERS</c>, else <c>OTEL_EXPORTER_OTLP_HEADERS</c>.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where spans wait until the collector has acknowledged them.</summary>
    public OutboxOptions Outbox { get; } = new();

    /// <summary>Whether the collector's budgets hold calls back.</summary>
    public AiBudgetOptions Budgets { get; } = new();

    /// <summary>How long a stopping application waits for its last spans to leave; the rest stays in the outbox. Above zero, at most one minute. Default: 5 seconds.</summary>
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of prompts and answers call spans say. Default: <see cref="ContentCapture.Off"/>.</summary>
    public ContentCapture CaptureContent { get; set; }

    /// <summary>
    /// The second switch that <see cref="ContentCapture.Full"/> needs: content leaves the process as it is. Default: whether the environment variable
    /// <c>AIINSTRUMENT_ALLOW_UNREDACTED_CONTENT</c> is <c>true</c>, so that whoever runs an application can allow it without changing code.
    /// </summary>
    public bool AllowUnredactedContent { get; set; } = string.Equals(Environment.GetEnvironmentVariable(SettingNames.AllowUnredactedContent), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the built-in redactor takes out besides its own types. It is used where no <see cref="IAiRedactor"/> is registered.</summary>
    public RedactionOptions Redaction { get; } = new();
}
