using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class AiCallAmountsTests
{
    [Fact]
    public void Amounts_that_are_not_tokens_are_on_the_span()
    {
        using var spans = Spans.Listen();

        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetToolCallCount(2);
        call.SetImages(3, "1024x1024");
        call.SetAudioSeconds(12.5);
        call.SetCharacters(480);
        call.SetEmbeddingDimensions(1536);
        call.SetEmbeddingInputs(7);
        call.Complete();

        var span = spans.Single();
        Assert.Equal(2, span.GetTagItem("aiinstrument.response.tool_call.count"));
        Assert.Equal(3, span.GetTagItem("aiinstrument.image.count"));
        Assert.Equal("1024x1024", span.GetTagItem("aiinstrument.image.size"));
        Assert.Equal(12.5, span.GetTagItem("aiinstrument.audio.seconds"));
        Assert.Equal(480, span.GetTagItem("aiinstrument.characters"));
        Assert.Equal(1536, span.GetTagItem("gen_ai.embeddings.dimension.count"));
        Assert.Equal(7, span.GetTagItem("aiinstrument.embeddings.input.count"));
    }

    [Fact]
    public void What_was_not_told_is_left_out()
    {
        using var spans = Spans.Listen();

        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetToolCallCount(0);
        call.SetImages(0, null);
        call.SetAudioSeconds(double.NaN);
        call.SetAudioSeconds(-1);
        call.SetEmbeddingDimensions(0);
        call.SetEmbeddingInputs(0);
        call.Complete();

        Assert.DoesNotContain(spans.Single().TagObjects, t => t.Key.Contains("image", StringComparison.Ordinal) || t.Key.Contains("audio", StringComparison.Ordinal) || t.Key.Contains("embeddings", StringComparison.Ordinal) || t.Key.Contains("tool", StringComparison.Ordinal));
    }

    [Fact]
    public void Tool_calls_of_a_streams_parts_add_up()
    {
        using var spans = Spans.Listen();

        var call = AiCall.Start(SampleSites.Chat)!;
        call.AddToolCalls(1);
        call.AddToolCalls(0);
        call.AddToolCalls(2);
        call.Complete();

        Assert.Equal(3, spans.Single().GetTagItem("aiinstrument.response.tool_call.count"));
    }

    [Fact]
    public void A_stream_that_was_let_go_ends_with_its_last_part()
    {
        using var spans = Spans.Listen();

        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetStreaming();
        var last = DateTime.UtcNow.AddSeconds(5);
        call.Leave(last);

        var span = spans.Single();
        Assert.Equal("abandoned", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal(last, span.StartTimeUtc + span.Duration);
    }

    [Fact]
    public void Letting_go_of_a_response_that_came_in_full_changes_nothing()
    {
        using var spans = Spans.Listen();

        var call = AiCall.Start(SampleSites.Chat)!;
        call.Complete();
        var duration = spans.Single().Duration;
        call.Leave(DateTime.UtcNow.AddSeconds(5));

        Assert.Equal(("ok", duration), (spans.Single().GetTagItem("aiinstrument.outcome"), spans.Single().Duration));
    }
}
