using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace AiInstrument;

/// <summary>
/// Puts options and <c>OTEL_*</c> settings together for the exporter: options first, then the variables for traces, then
/// the general ones (OpenTelemetry protocol exporter specification). The SDK itself has read the general ones already.
/// </summary>
internal static class OtlpSettings
{
    private const string TracesPath = "v1/traces";
    private const int ExportDelayMilliseconds = 1_000;
    private const int QueueSize = 16_384;

    public static void Apply(OtlpExporterOptions otlp, AiInstrumentOptions options, IConfiguration configuration)
    {
        ApplyProtocol(otlp, options, configuration);
        ApplyEndpoint(otlp, options, configuration);
        ApplyHeaders(otlp, options, configuration);

        if (configuration["OTEL_BSP_SCHEDULE_DELAY"] is null)
        {
            otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = ExportDelayMilliseconds;
        }

        if (configuration["OTEL_BSP_MAX_QUEUE_SIZE"] is null)
        {
            otlp.BatchExportProcessorOptions.MaxQueueSize = QueueSize;
        }
    }

    private static void ApplyProtocol(OtlpExporterOptions otlp, AiInstrumentOptions options, IConfiguration configuration)
    {
        if (options.Protocol is { } protocol)
        {
            otlp.Protocol = protocol;
            return;
        }

        otlp.Protocol = (configuration["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] ?? configuration["OTEL_EXPORTER_OTLP_PROTOCOL"]) switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            null or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new InvalidOperationException($"OTEL_EXPORTER_OTLP_PROTOCOL is '{other}': it must be http/protobuf or grpc."),
        };
    }

    private static void ApplyEndpoint(OtlpExporterOptions otlp, AiInstrumentOptions options, IConfiguration configuration)
    {
        // An endpoint that is set in code is used as it is: the SDK adds the signal's path only to the general variable.
        if (options.Endpoint is { } endpoint)
        {
            otlp.Endpoint = otlp.Protocol is OtlpExportProtocol.HttpProtobuf ? WithTracesPath(endpoint) : endpoint;
        }
        else if (configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] is { Length: > 0 } traces)
        {
            otlp.Endpoint = Uri.TryCreate(traces, UriKind.Absolute, out var uri)
                ? uri
                : throw new InvalidOperationException($"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is '{traces}': it must be an absolute http or https address.");
        }
    }

    private static void ApplyHeaders(OtlpExporterOptions otlp, AiInstrumentOptions options, IConfiguration configuration)
    {
        if (options.Headers.Count > 0)
        {
            // The SDK decodes values as the variable's format has them: percent-encoded.
            otlp.Headers = string.Join(',', options.Headers.Select(header => header.Key + "=" + Uri.EscapeDataString(header.Value)));
        }
        else if (configuration["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] is { Length: > 0 } headers)
        {
            otlp.Headers = headers;
        }
    }

    private static Uri WithTracesPath(Uri endpoint)
    {
        var address = new UriBuilder(endpoint);
        var path = address.Path.TrimEnd('/');
        address.Path = path.EndsWith("/" + TracesPath, StringComparison.Ordinal) ? path : path + "/" + TracesPath;
        return address.Uri;
    }
}
