namespace AiInstrument;

/// <summary>
/// The names of settings outside the code: environment variables, or keys of the application's configuration. An option that is set in code wins.
/// Of an <c>OTEL_EXPORTER_OTLP_</c> name there is one for traces alone too, <c>OTEL_EXPORTER_OTLP_TRACES_…</c>, which goes before it (OpenTelemetry protocol exporter specification).
/// </summary>
internal static class SettingNames
{
    /// <summary>What the names begin with that have one for traces alone.</summary>
    public const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>The collector's base address. The one for traces alone is used as it is, without <c>v1/traces</c> below it.</summary>
    /// <value>localhost at the protocol's port</value>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The transport: <c>http/protobuf</c> or <c>grpc</c>.</summary>
    /// <value>http/protobuf</value>
    public const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Headers of every request: <c>name=value</c>, separated by commas, the values percent-encoded. For example <c>x-api-key=…</c>.</summary>
    public const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>How many milliseconds a request may take.</summary>
    /// <value>10000</value>
    public const string Timeout = "OTEL_EXPORTER_OTLP_TIMEOUT";

    /// <summary>What requests are compressed with: <c>gzip</c> or <c>none</c>.</summary>
    /// <value>none</value>
    public const string Compression = "OTEL_EXPORTER_OTLP_COMPRESSION";

    /// <summary>A PEM file with the authorities that the collector's certificate may come from.</summary>
    /// <value>the machine's</value>
    public const string Certificate = "OTEL_EXPORTER_OTLP_CERTIFICATE";

    /// <summary>A PEM file with the certificate that the application shows to the collector.</summary>
    public const string ClientCertificate = "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE";

    /// <summary>A PEM file with that certificate's private key.</summary>
    /// <value>in the certificate's file</value>
    public const string ClientKey = "OTEL_EXPORTER_OTLP_CLIENT_KEY";

    /// <summary>How many milliseconds the first span of a batch waits for more.</summary>
    /// <value>1000</value>
    public const string ScheduleDelay = "OTEL_BSP_SCHEDULE_DELAY";

    /// <summary>How many attributes a span, event or link has at most.</summary>
    /// <value>128</value>
    public const string AttributeCount = "OTEL_ATTRIBUTE_COUNT_LIMIT";

    /// <summary>The same for spans alone.</summary>
    public const string SpanAttributeCount = "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT";

    /// <summary>How many characters the text of an attribute has at most.</summary>
    /// <value>no bound</value>
    public const string AttributeValueLength = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";

    /// <summary>The same for spans alone.</summary>
    public const string SpanAttributeValueLength = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";

    /// <summary>How many events a span has at most.</summary>
    /// <value>128</value>
    public const string SpanEventCount = "OTEL_SPAN_EVENT_COUNT_LIMIT";

    /// <summary>How many links a span has at most.</summary>
    /// <value>128</value>
    public const string SpanLinkCount = "OTEL_SPAN_LINK_COUNT_LIMIT";

    /// <summary>How many attributes an event has at most.</summary>
    /// <value>as a span</value>
    public const string EventAttributeCount = "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT";

    /// <summary>How many attributes a link has at most.</summary>
    /// <value>as a span</value>
    public const string LinkAttributeCount = "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT";

    /// <summary>Whether calls are held to the collector's budgets: <c>true</c> or <c>false</c>.</summary>
    /// <value>false</value>
    public const string Budgets = "AIINSTRUMENT_BUDGETS";

    /// <summary>Where budgets are asked about: the base address of the collector's OTLP/HTTP.</summary>
    /// <value>where spans are sent</value>
    public const string BudgetsEndpoint = "AIINSTRUMENT_BUDGETS_ENDPOINT";

    /// <summary><c>true</c> is the second switch that <c>ContentCapture.Full</c> needs. An environment variable only, so that whoever runs an application can allow it without changing code.</summary>
    /// <value>false</value>
    public const string AllowUnredactedContent = "AIINSTRUMENT_ALLOW_UNREDACTED_CONTENT";
}
