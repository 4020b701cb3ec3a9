using System.Diagnostics;
using System.Diagnostics.Metrics;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Tests.Decoding;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>What the OpenTelemetry SDK for .NET sends, over the network.</summary>
public sealed class OpenTelemetryExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.GZip)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.GZip)]
    public async Task Spans_arrive_with_all_that_the_sdk_recorded(OtlpExportProtocol protocol, OtlpExportCompression compression)
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Access.Keys["aii_key"] = new ApiKeyIdentity(1, 7, ApiKeyScopes.Ingest);
        var sourceName = $"AiInstrument.Tests.{protocol}.{compression}";
        using var source = new ActivitySource(sourceName, "1.2.3");
        using (var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(r => r.Clear().AddService("support-desk"))
            .AddSource(sourceName)
            .AddOtlpExporter(o =>
            {
                Configure(o, collector, protocol, "v1/traces");
                o.Compression = compression;
                o.Headers = "x-api-key=aii_key";
            })
            .Build())
        {
            RecordSpans(source);
            Assert.True(provider.ForceFlush());
        }

        var spans = collector.Ingest.Spans.ToDictionary(s => s.Name, StringComparer.Ordinal);
        Assert.All(collector.Ingest.Batches, b => Assert.Equal(7, b.WorkspaceId));
        var child = spans["chat gpt-4o"];
        var parent = spans["POST /tickets"];
        Assert.Equal(parent.SpanId, child.ParentSpanId);
        Assert.Equal(parent.TraceId, child.TraceId);
        Assert.Equal(0UL, parent.ParentSpanId);
        Assert.Equal(2, parent.Kind);
        Assert.Equal(3, child.Kind);
        Assert.Equal(2, child.StatusCode);
        Assert.Equal("rate limited", child.StatusMessage);
        Assert.Equal(1_700_000_000_000_000_000UL, child.StartUnixNano);
        Assert.Equal(1_700_000_002_500_000_000UL, child.EndUnixNano);
        Assert.Equal(
            "{text: String gpt-4o, flag: Bool true, int: Int -7, long: Int 9223372036854775807, double: Double 0.25, "
            + "texts: [String a, String b], ints: [Int 1, Int -2], doubles: [Double 0.5], flags: [Bool true, Bool false]}",
            SpanText.Of(child.Attributes));
        var choice = Assert.Single(child.Events);
        Assert.Equal("gen_ai.choice", choice.Name);
        Assert.Equal(1_700_000_001_000_000_000UL, choice.TimeUnixNano);
        Assert.Equal("{index: Int 0}", SpanText.Of(choice.Attributes));
        Assert.Equal(sourceName, child.Scope.Name);
        Assert.Equal("1.2.3", child.Scope.Version);
        Assert.Equal("support-desk", child.Resource.Attributes.GetString("service.name"));
    }

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task An_exporter_of_metrics_is_answered_so_that_it_does_not_fail(OtlpExportProtocol protocol)
    {
        await using var collector = await TestCollector.StartAsync();
        using var meter = new Meter($"AiInstrument.Tests.{protocol}");
        using var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddOtlpExporter(o => Configure(o, collector, protocol, "v1/metrics"))
            .Build();

        meter.CreateCounter<long>("calls").Add(1);

        Assert.True(provider.ForceFlush());
    }

    private static void Configure(OtlpExporterOptions options, TestCollector collector, OtlpExportProtocol protocol, string httpPath)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? collector.GrpcAddress : new Uri(collector.HttpAddress, httpPath);
    }

    private static void RecordSpans(ActivitySource source)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using var parent = source.StartActivity("POST /tickets", ActivityKind.Server);
        using var child = source.StartActivity("chat gpt-4o", ActivityKind.Client, default(ActivityContext), startTime: start)!;
        child.SetTag("text", "gpt-4o");
        child.SetTag("flag", true);
        child.SetTag("int", -7);
        child.SetTag("long", long.MaxValue);
        child.SetTag("double", 0.25);
        child.SetTag("texts", new[] { "a", "b" });
        child.SetTag("ints", new[] { 1, -2 });
        child.SetTag("doubles", new[] { 0.5 });
        child.SetTag("flags", new[] { true, false });
        child.AddEvent(new ActivityEvent("gen_ai.choice", start.AddSeconds(1), new ActivityTagsCollection { ["index"] = 0 }));
        child.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default)));
        child.SetStatus(ActivityStatusCode.Error, "rate limited");
        child.SetEndTime(start.AddSeconds(2.5).UtcDateTime);
    }
}
