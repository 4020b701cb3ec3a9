using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Receiving.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Receiving;

internal static class ReceivingServices
{
    private const int SmallestRequestBytes = 1024;
    private const int LargestRequestBytes = 1 << 30;

    /// <summary>What the OTLP receivers need.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services)
    {
        services.AddOptions<CollectorOptions>()
            .Validate(
                static o => o.MaxRequestBytes is >= SmallestRequestBytes and <= LargestRequestBytes,
                $"{nameof(CollectorOptions.MaxRequestBytes)} must be between {SmallestRequestBytes} and {LargestRequestBytes}.")
            .Validate(static o => o.MaxAttributesPerSpan > 0, $"{nameof(CollectorOptions.MaxAttributesPerSpan)} must be at least 1.")
            .Validate(
                static o => o.MaxAttributeDepth is > 0 and <= DecodingLimits.DeepestNesting,
                $"{nameof(CollectorOptions.MaxAttributeDepth)} must be between 1 and {DecodingLimits.DeepestNesting}.")
            .Validate(static o => o.MaxAttributeValueBytes > 0, $"{nameof(CollectorOptions.MaxAttributeValueBytes)} must be at least 1.")
            .Validate(static o => o.MaxArrayElements > 0, $"{nameof(CollectorOptions.MaxArrayElements)} must be at least 1.")
            .Validate(static o => o.MaxEventsPerSpan >= 0, $"{nameof(CollectorOptions.MaxEventsPerSpan)} must be at least 0.")
            .Validate(static o => o.MaxLinksPerSpan >= 0, $"{nameof(CollectorOptions.MaxLinksPerSpan)} must be at least 0.")
            .Validate(static o => o.MaxRequestMemoryBytes > 0, $"{nameof(CollectorOptions.MaxRequestMemoryBytes)} must be at least 1.")
            .Validate(static o => o.MaxConcurrentRequests > 0, $"{nameof(CollectorOptions.MaxConcurrentRequests)} must be at least 1.")
            .Validate(static o => o.RetentionDays is null or > 0, $"{nameof(CollectorOptions.RetentionDays)} must be at least 1.")
            .Validate(static o => o.MaxDatabaseBytes is null or > 0, $"{nameof(CollectorOptions.MaxDatabaseBytes)} must be at least 1.")
            .Validate(static o => o.ContentRetentionDays is null or > 0, $"{nameof(CollectorOptions.ContentRetentionDays)} must be at least 1.")
            .Validate(static o => o.MaxContentBytes is null or > 0, $"{nameof(CollectorOptions.MaxContentBytes)} must be at least 1.")
            .Validate(static o => o.MaxContentCharacters > 0, $"{nameof(CollectorOptions.MaxContentCharacters)} must be at least 1.")
            .ValidateOnStart();

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(static provider => Limits(provider.GetRequiredService<IOptions<CollectorOptions>>().Value));
        services.AddSingleton<OtlpProtobufReader>();
        services.AddSingleton<OtlpJsonReader>();
        services.AddSingleton<LogsProtobufReader>();
        services.AddSingleton<LogsJsonReader>();
        services.AddSingleton<MetricsRecorder>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<MetricsRecorder>());
        services.AddSingleton<SelfObservation>();
        services.AddSingleton<ReceivingMetrics>();
        services.AddSingleton<IngestAuthorizer>();
        services.AddSingleton<OtlpReceiver>();
        services.AddSingleton<OtlpHttpEndpoint>();
        services.AddSingleton<OtlpGrpcEndpoint>();
        services.AddSingleton<IExportService, OtlpTraceService>();
        services.AddSingleton<IExportService>(new UnsupportedSignalService(OtlpSignal.Metrics, OtlpItemCounter.DataPoints));
        services.AddSingleton<IExportService, OtlpLogsService>();
        return services;
    }

    private static DecodingLimits Limits(CollectorOptions options) => new(
        options.MaxAttributesPerSpan, options.MaxAttributeDepth, options.MaxEventsPerSpan, options.MaxLinksPerSpan, options.MaxArrayElements, options.MaxAttributeValueBytes);
}
