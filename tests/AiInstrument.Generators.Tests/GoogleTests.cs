using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests;

/// <summary>Google.GenAI, Mscc.GenerativeAI and Vertex AI: thoughts are output, results of tools are input.</summary>
public sealed class GoogleTests
{
    private static readonly string[] s_facts =
        ["gen_ai.provider.name", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.response.tool_call.count", "aiinstrument.usage.estimated", "error.type", "aiinstrument.outcome"];

    private const string GenAi = """
        using AiInstrument;
        using Google.GenAI;
        namespace TestApp;
        [AiFeature("google")]
        public static class Program
        {
            public static async Task Ask(string model) => await new Client().Models.GenerateContentAsync(model, "x", new() { MaxOutputTokens = 64, Temperature = 0.5, TopP = 0.25 });
            public static async Task Stream(string model, int atMost)
            {
                var seen = 0;
                await foreach (var part in new Client().Models.GenerateContentStreamAsync(model, "x"))
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }
            }
            public static async Task Embed() => await new Client().Models.EmbedContentAsync("embed", "x");
            public static async Task Draw() => await new Client().Models.GenerateImagesAsync("imagen", "x");
            public static async Task Film() => await new Client().Models.GenerateVideosAsync("veo", "x");
            public static async Task Live() => await new Client().Live.ConnectAsync("live", "x");
            public static async Task Batch() => await new Client().Batches.CreateAsync("flash", "x");
        }
        """;

    [Theory]
    [InlineData("gemini-2.5-pro", "gcp.gemini")]
    [InlineData("vertex", "gcp.vertex_ai")]
    public async Task Content_of_GenAI_is_read(string model, string provider)
    {
        var app = await StubApp.BuildAsync("GoogleGenAi", GenAi);
        using var spans = new Spans();

        await app.CallAsync("Ask", model);

        Assert.Equal("generate_content " + model, spans.Only.DisplayName);
        Assert.Equal("57 50 40 - - - 30", spans.Only.Usage());
        Assert.Equal("12 6", spans.Only.Told("gen_ai.usage.audio.input_tokens", "gen_ai.usage.image.input_tokens", "gen_ai.usage.image.output_tokens"));
        Assert.Equal(provider + " gemini-2.5-pro-002 resp-1 STOP 1 ok", spans.Only.Told(s_facts));
        Assert.Equal("64 0.5 0.25", spans.Only.Told("gen_ai.request.max_tokens", "gen_ai.request.temperature", "gen_ai.request.top_p"));
    }

    [Fact]
    public async Task A_stream_of_GenAI_keeps_the_counts_so_far()
    {
        var app = await StubApp.BuildAsync("GoogleGenAi", GenAi);
        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "gemini", -1);
            Assert.Equal("57 50 40 - - - 30", spans.Only.Usage());
            Assert.Equal("gcp.gemini gemini-2.5-pro-002 resp-1 STOP 1 ok", spans.Only.Told(s_facts));
            Assert.NotNull(spans.Only.Tag("gen_ai.response.time_to_first_chunk"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "gemini", 1);
            Assert.Equal("50 1 - - - - -", spans.Only.Usage());
            Assert.Equal("gcp.gemini gemini-2.5-pro-002 True abandoned", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Stream", "broken", -1));
            Assert.Equal("gcp.gemini gemini-2.5-pro-002 True System.InvalidOperationException error", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Ask", "refused"));
            Assert.Equal("gcp.gemini System.InvalidOperationException error", spans.Only.Told(s_facts));
        }
    }

    [Fact]
    public async Task Embeddings_and_images_of_GenAI_tell_their_amounts_and_the_rest_is_counted()
    {
        var app = await StubApp.BuildAsync("GoogleGenAi", GenAi);

        async Task<string> Span(string method)
        {
            using var spans = new Spans();
            await app.CallAsync(method);
            return spans.Only.DisplayName + ": " + spans.Only.Told("gen_ai.usage.input_tokens", "aiinstrument.embeddings.input.count", "gen_ai.embeddings.dimension.count", "aiinstrument.image.count", "aiinstrument.outcome");
        }

        Assert.Equal("embeddings embed: 9 2 3 ok", await Span("Embed"));
        Assert.Equal("generate_content imagen: 2 ok", await Span("Draw"));
        Assert.Equal("generate_content veo: ok", await Span("Film"));
        Assert.Equal("realtime live: ok", await Span("Live"));
        Assert.Equal("batch flash: ok", await Span("Batch"));
    }

    [Fact]
    public async Task Content_and_chats_of_Mscc_are_read()
    {
        var app = await StubApp.BuildAsync("MsccGenerativeAi", """
            using AiInstrument;
            using Mscc.GenerativeAI;
            namespace TestApp;
            [AiFeature("google")]
            public static class Program
            {
                public static async Task Ask(string prompt) => await new GenerativeModel().GenerateContent(prompt, new() { MaxOutputTokens = 64 });
                public static async Task Chat() => await new Mscc.GenerativeAI.Types.ChatSession().SendMessage("x");
                public static async Task Stream(string prompt, int atMost)
                {
                    var seen = 0;
                    await foreach (var part in new GenerativeModel().GenerateContentStream(prompt))
                    {
                        if (++seen == atMost)
                        {
                            break;
                        }
                    }
                }
            }
            """);

        async Task<string> Span(string method, params object[] arguments)
        {
            using var spans = new Spans();
            await app.CallAsync(method, arguments);
            return spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told([.. s_facts, "gen_ai.request.max_tokens"]);
        }

        Assert.Equal("generate_content gemini-2.5-flash: 57 50 40 - - - 30 gcp.gemini gemini-2.5-flash-001 resp-1 MAX_TOKENS ok 64", await Span("Ask", "x"));
        Assert.Equal("chat: 57 50 40 - - - 30 gcp.gemini gemini-2.5-flash-001 resp-1 MAX_TOKENS ok", await Span("Chat"));
        Assert.Equal("generate_content gemini-2.5-flash: 57 50 40 - - - 30 gcp.gemini gemini-2.5-flash-001 resp-1 MAX_TOKENS ok", await Span("Stream", "x", -1));
        Assert.Equal("generate_content gemini-2.5-flash: 50 - - - - - - gcp.gemini True abandoned", await Span("Stream", "x", 1));
        using var refused = new Spans();
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Ask", "refused"));
        Assert.Equal("error", refused.Only.Tag("aiinstrument.outcome"));
    }

    [Fact]
    public async Task Mscc_before_version_3_is_read_under_its_older_names()
    {
        var (reference, image) = StubSdk.Compile("Mscc.GenerativeAI", """
            using System.Collections.Generic;
            using System.Threading.Tasks;
            namespace Mscc.GenerativeAI
            {
                public class GenerativeModel { public Task<GenerateContentResponse> GenerateContent(string prompt) => Task.FromResult(new GenerateContentResponse()); }
                public class GenerateContentRequest { public GenerationConfig? GenerationConfig { get; set; } }
                public class GenerationConfig { public int? MaxOutputTokens { get; set; } public float? Temperature { get; set; } public float? TopP { get; set; } }
                public class GenerateContentResponse { public List<Candidate>? Candidates => new() { new() }; public UsageMetadata? UsageMetadata => new(); }
                public class Candidate { public FinishReason FinishReason => FinishReason.Stop; }
                public enum FinishReason { FinishReasonUnspecified, Stop }
                public class UsageMetadata { public int PromptTokenCount => 5; public int CandidatesTokenCount => 6; public int CachedContentTokenCount => 2; }
            }
            """);
        var project = App.Project("""
            using AiInstrument;
            namespace TestApp;
            public static class Program { [AiFeature("google")] public static async Task Ask() => await new Mscc.GenerativeAI.GenerativeModel().GenerateContent("x"); }
            """);
        var run = await (project with { References = project.References.Add(reference) }).GenerateAsync(new AiInstrumentGenerator());
        var app = App.Load(run, image);
        using var spans = new Spans();

        await app.CallAsync("Ask");

        Assert.Equal("5 6 2 - - - - STOP", spans.Only.Usage() + " " + spans.Only.Told("gen_ai.response.finish_reasons"));
    }

    private const string Vertex = """
        using AiInstrument;
        using Google.Cloud.AIPlatform.V1;
        namespace TestApp;
        [AiFeature("google")]
        public static class Program
        {
            private static PredictionServiceClient Client => new StubPredictions();

            public static async Task Ask(string model) => await Client.GenerateContentAsync(new() { Model = model, GenerationConfig = new() { MaxOutputTokens = 64, Temperature = 0.5f } });
            public static void AskSync(string model) => Client.GenerateContent(new() { Model = model });
            public static async Task Predict() => await Client.PredictAsync(new());
            public static async Task Stream(string model, int atMost)
            {
                var seen = 0;
                using var stream = Client.StreamGenerateContent(new() { Model = model });
                await foreach (var part in stream.GetResponseStream())
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }
            }
        }
        """;

    [Fact]
    public async Task Content_of_Vertex_AI_is_read()
    {
        var app = await StubApp.BuildAsync("VertexAi", Vertex);
        using (var spans = new Spans())
        {
            await app.CallAsync("Ask", "projects/p/locations/europe-west4/publishers/google/models/gemini-2.0-flash");
            Assert.Equal("generate_content gemini-2.0-flash", spans.Only.DisplayName);
            Assert.Equal("50 50 40 - - - 30", spans.Only.Usage());
            Assert.Equal("gcp.vertex_ai gemini-2.0-flash-001 resp-1 MAX_TOKENS 1 ok", spans.Only.Told(s_facts));
            Assert.Equal("64 0.5", spans.Only.Told("gen_ai.request.max_tokens", "gen_ai.request.temperature", "gen_ai.request.top_p"));
        }

        using (var spans = new Spans())
        {
            Assert.Throws<InvalidOperationException>(() => app.Invoke("AskSync", "refused"));
            Assert.Equal("gcp.vertex_ai System.InvalidOperationException error", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Predict");
            Assert.Equal("gcp.vertex_ai ok", spans.Only.Told(s_facts));
        }
    }

    [Fact]
    public async Task A_stream_of_Vertex_AI_is_read_from_gRPC()
    {
        var app = await StubApp.BuildAsync("VertexAi", Vertex);
        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "m", -1);
            Assert.Equal("50 50 40 - - - 30", spans.Only.Usage());
            Assert.Equal("gcp.vertex_ai gemini-2.0-flash-001 resp-1 MAX_TOKENS 1 ok", spans.Only.Told(s_facts));
            Assert.Equal(true, spans.Only.Tag("gen_ai.request.stream"));
            Assert.NotNull(spans.Only.Tag("gen_ai.response.time_to_first_chunk"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "m", 1);
            Assert.Equal("50 0 - - - - -", spans.Only.Usage());
            Assert.Equal("gcp.vertex_ai True abandoned", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Stream", "broken", -1));
            Assert.Equal("gcp.vertex_ai True System.InvalidOperationException error", spans.Only.Told(s_facts));
        }
    }
}
