using System.Diagnostics;
using AiInstrument.Registry;
using AiInstrument.Tests.Capture;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AiInstrument.Tests.Registry;

public sealed class RegistryPublisherTests
{
    [Fact]
    public void Known_manifests_go_out_at_the_start_in_numbered_chunks()
    {
        var manifest = SampleManifests.Large();
        AiManifests.Register(manifest);
        using var spans = Spans.Listen("AiInstrument.Registry");
        using var publisher = new RegistryPublisher();
        publisher.Start();
        publisher.Start();

        var sent = Of(spans, manifest);
        var expected = RegistryPayload.Chunk(manifest);
        Assert.Equal(expected, sent.Select(static span => (string)span.GetTagItem("aiinstrument.registry.payload")!));
        Assert.Equal(Enumerable.Range(0, expected.Count), sent.Select(static span => (int)span.GetTagItem("aiinstrument.registry.chunk.index")!));
        Assert.All(sent, span =>
        {
            Assert.Equal("aiinstrument.registry", span.DisplayName);
            Assert.Equal(ActivityKind.Internal, span.Kind);
            Assert.Equal(1, span.GetTagItem("aiinstrument.registry.schema"));
            Assert.Equal("Large", span.GetTagItem("aiinstrument.registry.assembly"));
            Assert.Equal(expected.Count, span.GetTagItem("aiinstrument.registry.chunk.count"));
        });
    }

    [Fact]
    public void An_assembly_that_registers_late_goes_out_once_and_apart_from_the_request_that_loaded_it()
    {
        using var spans = Spans.Listen("AiInstrument.Registry");
        using var publisher = new RegistryPublisher();
        publisher.Start();
        var late = SampleManifests.New("Late");
        using var request = new Activity("request").Start();
        AiManifests.Register(late);
        AiManifests.Register(late);

        var span = Assert.Single(Of(spans, late));
        Assert.NotEqual(request.TraceId, span.TraceId);
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public void A_disposed_publisher_sends_nothing_more()
    {
        using var spans = Spans.Listen("AiInstrument.Registry");
        var publisher = new RegistryPublisher();
        publisher.Start();
        publisher.Dispose();
        var late = SampleManifests.New("Late");
        AiManifests.Register(late);

        Assert.Empty(Of(spans, late));
    }

    [Fact]
    public void A_listener_that_throws_fails_neither_start_nor_registration()
    {
        using var faults = new FaultCount();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "AiInstrument.Registry",
            Sample = static (ref _) => throw new FormatException(),
        };
        ActivitySource.AddActivityListener(listener);
        using var publisher = new RegistryPublisher();
        AiManifests.Register(SampleManifests.New());
        publisher.Start();
        AiManifests.Register(SampleManifests.New());

        Assert.Equal(AiManifests.All.Count, faults.Types.Count);
    }

    [Fact]
    public void An_own_pipeline_gets_the_whole_registry_at_its_first_span_and_late_assemblies_after()
    {
        var manifest = SampleManifests.Large();
        AiManifests.Register(manifest);
        var exported = new List<Activity>();
        using var source = new ActivitySource("Some.App");
        using var pipeline = Sdk.CreateTracerProviderBuilder()
            .SetSampler(new ParentBasedSampler(new FirstSpanSampler()))
            .AddSource("Some.App")
            .AddAiInstrument()
            .AddProcessor(new SimpleActivityExportProcessor(new ListExporter(exported)))
            .Build();
        Assert.Empty(exported);

        source.StartActivity("request")!.Stop();
        Assert.Equal(RegistryPayload.Chunk(manifest).Count, exported.Count(span => Equals(span.GetTagItem("aiinstrument.build.id"), manifest.BuildId)));

        var late = SampleManifests.New("Late");
        AiManifests.Register(late);
        Assert.Single(exported, span => Equals(span.GetTagItem("aiinstrument.build.id"), late.BuildId));

        pipeline.Dispose();
        var after = exported.Count;
        AiManifests.Register(SampleManifests.New("Later"));
        Assert.Equal(after, exported.Count);
    }

    [Fact]
    public void A_registry_span_of_another_publisher_is_not_taken_for_a_pipelines_first_span()
    {
        var exported = new List<Activity>();
        using var publisher = new RegistryPublisher();
        publisher.Start();
        using var pipeline = Sdk.CreateTracerProviderBuilder()
            .AddAiInstrument()
            .AddProcessor(new SimpleActivityExportProcessor(new ListExporter(exported)))
            .Build();
        var late = SampleManifests.New("Late");
        AiManifests.Register(late);

        Assert.Equal(late.BuildId, Assert.Single(exported).GetTagItem("aiinstrument.build.id"));
    }

    private static List<Activity> Of(Spans spans, AiManifest manifest)
        => [.. spans.Ended.Where(span => Equals(span.GetTagItem("aiinstrument.build.id"), manifest.BuildId))];

    /// <summary>Keeps root spans of the application only, as a ratio does by chance.</summary>
    private sealed class FirstSpanSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
            => new(samplingParameters.Name == "request" ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    private sealed class ListExporter(List<Activity> exported) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                exported.Add(span);
            }

            return ExportResult.Success;
        }
    }
}
