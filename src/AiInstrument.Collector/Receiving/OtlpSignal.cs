namespace AiInstrument.Collector.Receiving;

/// <summary>One OTLP signal and how it is named on the wire (opentelemetry.io, "OTLP Specification").</summary>
/// <param name="Name">For logs and messages.</param>
/// <param name="HttpPath">The HTTP path.</param>
/// <param name="GrpcPath">The gRPC method.</param>
/// <param name="RejectedCountJsonName">What the response's partial_success calls its count, in JSON.</param>
internal sealed record OtlpSignal(string Name, string HttpPath, string GrpcPath, string RejectedCountJsonName)
{
    public static OtlpSignal Traces { get; } = new(
        "traces", "/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "rejectedSpans");

    public static OtlpSignal Metrics { get; } = new(
        "metrics", "/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "rejectedDataPoints");

    public static OtlpSignal Logs { get; } = new(
        "logs", "/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export", "rejectedLogRecords");
}
