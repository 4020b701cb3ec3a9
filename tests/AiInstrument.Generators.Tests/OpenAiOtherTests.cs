using System.ClientModel;
using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

public sealed class OpenAiOtherTests
{
    private const string Source = """
        using System.ClientModel;
        using AiInstrument;
        using OpenAI;
        namespace TestApp;
        [AiFeature("other")]
        public static class Program
        {
            public static async Task Embedding(OpenAIClient c) => await c.GetEmbeddingClient("m").GenerateEmbeddingAsync("x");
            public static async Task Embeddings(OpenAIClient c) => await c.GetEmbeddingClient("m").GenerateEmbeddingsAsync(["x", "y"]);
            public static async Task Image(OpenAIClient c) => await c.GetImageClient("m").GenerateImageAsync("x");
            public static async Task Images(OpenAIClient c) => await c.GetImageClient("m").GenerateImagesAsync("x", 2, new() { Size = OpenAI.Images.GeneratedImageSize.W1536xH1024 });
            public static async Task Moderation(OpenAIClient c) => await c.GetModerationClient("m").ClassifyTextAsync("x");
            public static async Task Transcription(OpenAIClient c) => await c.GetAudioClient("m").TranscribeAudioAsync(new MemoryStream(), "a.mp3");
            public static async Task TranscriptionProtocol(OpenAIClient c) => await c.GetAudioClient("m").TranscribeAudioAsync(BinaryContent.CreateJson("{}"), "application/json");
            public static async Task Speech(OpenAIClient c) => await c.GetAudioClient("m").GenerateSpeechAsync("Hello", OpenAI.Audio.GeneratedSpeechVoice.Alloy);
            public static async Task Protocol(OpenAIClient c) => await c.GetChatClient("m").CompleteChatAsync(BinaryContent.CreateJson("{}"));
            public static async Task Unbuffered(OpenAIClient c) => await c.GetChatClient("m").CompleteChatAsync(BinaryContent.CreateJson("{}"), new() { BufferResponse = false });
            public static async Task ImageEvents(OpenAIClient c) { await foreach (var e in await c.GetImageClient("m").GenerateImagesStreamingAsync(BinaryContent.CreateJson("{}"))) { } }
        }
        """;

    private const string EmbeddingJson = """{"object":"list","model":"served","data":[{"object":"embedding","index":0,"embedding":"AAAAAA=="}],"usage":{"prompt_tokens":21,"total_tokens":21}}""";
    private const string ImageJson = """{"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"input_tokens":21,"output_tokens":1056,"total_tokens":1077,"input_tokens_details":{"text_tokens":9,"image_tokens":12}}}""";
    private const string ModerationJson = """{"id":"modr-1","model":"served","results":[{"flagged":false,"categories":{},"category_scores":{}}]}""";
    private const string TranscriptionJson = """{"text":"hi","usage":{"type":"tokens","input_tokens":21,"output_tokens":5,"total_tokens":26,"input_token_details":{"audio_tokens":21,"text_tokens":0}}}""";

    public static TheoryData<string, string, string, string, long?, long?> Calls => new()
    {
        { "Embedding", EmbeddingJson, "application/json", "embeddings m", 21, null },
        { "Embeddings", EmbeddingJson, "application/json", "embeddings m", 21, null },
        { "Image", ImageJson, "application/json", "generate_content m", 21, 1056 },
        { "Images", ImageJson, "application/json", "generate_content m", 21, 1056 },
        { "Moderation", ModerationJson, "application/json", "moderation m", null, null },
        { "Transcription", TranscriptionJson, "application/json", "transcription m", 21, 5 },
        { "Speech", "sound", "audio/mpeg", "speech m", null, null },
        { "Protocol", OpenAiStub.ChatJson, "application/json", "chat m", 120, 30 },
        { "Protocol", OpenAiStub.ChatStream, "text/event-stream", "chat m", 10, 20 },
        { "Protocol", "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"usage\":null}}\n\nevent: response.completed\r\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}}\r\n\r\ndata: [DONE]", "text/event-stream", "chat m", 7, 3 },
        { "ImageEvents", "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"usage\":{\"input_tokens\":21,\"output_tokens\":1056}}\n\n", "text/event-stream", "generate_content m", 21, 1056 },
    };

    [Fact]
    public async Task A_transcription_says_how_many_of_its_tokens_are_audio()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync("Transcription", OpenAiStub.Client(new StubHandler(TranscriptionJson, "application/json")));

        Assert.Equal(21L, spans.Only.Tag("gen_ai.usage.audio.input_tokens"));
    }

    [Theory]
    [InlineData("Embedding", EmbeddingJson, "embeddings m at=openai server=api.openai.com by=served in=21 dimensions=1 ok")]
    [InlineData("Embeddings", EmbeddingJson, "embeddings m at=openai server=api.openai.com by=served in=21 dimensions=1 ok")]
    [InlineData("Image", ImageJson, "generate_content m at=openai server=api.openai.com in=21 out=1056 images=1 ok")]
    [InlineData("Images", ImageJson, "generate_content m at=openai server=api.openai.com in=21 out=1056 images=1 size=1536x1024 ok")]
    [InlineData("Transcription", """{"text":"hi","duration":8.5,"usage":{"type":"duration","seconds":9}}""", "transcription m at=openai server=api.openai.com seconds=8.5 ok")]
    [InlineData("TranscriptionProtocol", """{"text":"hi","usage":{"type":"duration","seconds":9}}""", "transcription m at=openai server=api.openai.com seconds=9 ok")]
    [InlineData("Speech", "sound", "speech m at=openai server=api.openai.com characters=5 ok")]
    public async Task Amounts_that_are_not_tokens_are_told(string method, string body, string span)
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync(method, OpenAiStub.Client(new StubHandler(body, method == "Speech" ? "audio/mpeg" : "application/json")));

        Assert.Equal(span, SpanText.Of(spans.Only));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_endpoint_is_measured(string method, string body, string type, string name, long? input, long? output)
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync(method, OpenAiStub.Client(new StubHandler(body, type)));

        var span = spans.Only;
        Assert.Equal(name, span.DisplayName);
        Assert.Equal(input, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(output, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal("openai", span.Tag("gen_ai.provider.name"));
        Assert.Equal("ok", span.Tag("aiinstrument.outcome"));
    }

    [Fact]
    public async Task A_protocol_call_reads_details_and_the_reason_from_the_body()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync("Protocol", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)));

        var span = spans.Only;
        Assert.Equal(64L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(12L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.Tag("gen_ai.response.finish_reasons")));
        Assert.Equal("chatcmpl-1", span.Tag("gen_ai.response.id"));
        Assert.Equal("default", span.Tag("openai.response.service_tier"));
    }

    [Fact]
    public async Task A_protocol_stream_that_its_caller_reads_is_an_estimate()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync("Unbuffered", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatStream, "text/event-stream")));

        Assert.Equal(true, spans.Only.Tag("aiinstrument.usage.estimated"));
    }

    [Fact]
    public async Task A_refused_call_is_recorded_and_throws_what_the_SDK_throws()
    {
        var app = await s_app.Value;
        using var spans = new Spans();
        var client = OpenAiStub.Client(new StubHandler("""{"error":{"message":"slow down"}}""", status: System.Net.HttpStatusCode.TooManyRequests));

        var error = await Assert.ThrowsAsync<ClientResultException>(() => app.CallAsync("Embedding", client));

        Assert.Equal(429, error.Status);
        Assert.Equal("System.ClientModel.ClientResultException", spans.Only.Tag("error.type"));
    }

    private static readonly Lazy<Task<App>> s_app = new(() => App.BuildAsync(Source));
}
