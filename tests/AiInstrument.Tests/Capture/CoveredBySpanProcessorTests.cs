using System.Diagnostics;
using AiInstrument.Capture;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AiInstrument.Tests.Capture;

public sealed class CoveredBySpanProcessorTests : IDisposable
{
    private const string CoveredBy = "aiinstrument.covered_by";

    private readonly ActivitySource _sdk = new("Some.Sdk");
    private readonly Exported _exported = new();
    private readonly TracerProvider _pipeline;

    public CoveredBySpanProcessorTests()
        => _pipeline = Sdk.CreateTracerProviderBuilder()
            .AddSource("Some.Sdk")
            .AddAiInstrument()
            .AddProcessor(new SimpleActivityExportProcessor(_exported))
            .Build();

    [Theory]
    [InlineData("gen_ai.operation.name", "chat")]
    [InlineData("gen_ai.system", "openai")]
    [InlineData("gen_ai.usage.input_tokens", 12)]
    public void A_genai_span_inside_a_call_names_that_call_before_it_is_exported(string key, object value)
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        var id = Activity.Current!.SpanId.ToHexString();
        SdkSpan("chat gpt-5.4", key, value).Stop();
        call.Complete();

        Assert.Equal(id, _exported.CoveredByOf("chat gpt-5.4"));
    }

    [Fact]
    public void Steps_between_the_call_and_the_span_do_not_matter()
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        var id = Activity.Current!.SpanId.ToHexString();
        using (_sdk.StartActivity("orchestrate_tools"))
        {
            SdkSpan("chat gpt-5.4", "gen_ai.operation.name", "chat").Stop();
        }

        call.Complete();
        Assert.Equal(id, _exported.CoveredByOf("chat gpt-5.4"));
    }

    [Fact]
    public void The_nearest_call_is_named()
    {
        var outer = AiCall.Start(SampleSites.Chat)!;
        var inner = AiCall.Start(SampleSites.Chat)!;
        var id = Activity.Current!.SpanId.ToHexString();
        SdkSpan("chat gpt-5.4", "gen_ai.operation.name", "chat").Stop();
        inner.Complete();
        outer.Complete();

        Assert.Equal(id, _exported.CoveredByOf("chat gpt-5.4"));
    }

    [Fact]
    public void A_call_inside_a_call_is_paid_by_itself()
    {
        var outer = AiCall.Start(SampleSites.Chat with { Operation = "outer" })!;
        AiCall.Start(SampleSites.Chat with { Operation = "inner" })!.Complete();
        outer.Complete();

        Assert.Null(_exported.CoveredByOf("inner"));
    }

    [Fact]
    public void What_a_tool_asks_is_not_covered_by_the_call_that_ran_the_tool()
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        using (SdkSpan("execute_tool lookup", "gen_ai.operation.name", "execute_tool"))
        {
            SdkSpan("chat gpt-5.4", "gen_ai.operation.name", "chat").Stop();
        }

        call.Complete();
        Assert.Null(_exported.CoveredByOf("chat gpt-5.4"));
    }

    [Fact]
    public void Other_spans_and_genai_spans_outside_a_call_are_left_alone()
    {
        SdkSpan("chat gpt-5.4", "gen_ai.operation.name", "chat").Stop();
        var call = AiCall.Start(SampleSites.Chat)!;
        SdkSpan("POST", "http.request.method", "POST").Stop();
        call.Complete();

        Assert.Null(_exported.CoveredByOf("chat gpt-5.4"));
        Assert.Null(_exported.CoveredByOf("POST"));
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _sdk.Dispose();
    }

    private Activity SdkSpan(string name, string key, object value) => _sdk.StartActivity(name)!.SetTag(key, value);

    /// <summary>Notes what a span says at the moment it is exported.</summary>
    private sealed class Exported : BaseExporter<Activity>
    {
        private readonly Dictionary<string, object?> _coveredBy = [];

        public object? CoveredByOf(string name) => _coveredBy[name];

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                _coveredBy[span.DisplayName] = span.GetTagItem(CoveredBy);
            }

            return ExportResult.Success;
        }
    }
}
