using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

public sealed class OpenAiChatTests
{
    [Fact]
    public async Task A_chat_call_is_measured_and_answers_as_before()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using OpenAI.Chat;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("ticket.summarize", Category = AiCategory.Summarization, Owner = "support")]
                public static async Task<string> Ask(ChatClient client) =>
                    (await client.CompleteChatAsync([new UserChatMessage("hi")], new ChatCompletionOptions { MaxOutputTokenCount = 99, Temperature = 0.5f })).Value.Content[0].Text;
            }
            """);
        using var spans = new Spans();

        Assert.Equal("Hello", await app.CallAsync<string>("Ask", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("gpt-4o-mini")));

        var span = spans.Only;
        Assert.Equal("chat gpt-4o-mini", span.DisplayName);
        Assert.Equal(120L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(30L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(64L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(12L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
        Assert.Equal("gpt-4o-mini-2024-07-18", span.Tag("gen_ai.response.model"));
        Assert.Equal("chatcmpl-1", span.Tag("gen_ai.response.id"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.Tag("gen_ai.response.finish_reasons")));
        Assert.Equal("openai", span.Tag("gen_ai.provider.name"));
        Assert.Equal("api.openai.com", span.Tag("server.address"));
        Assert.Equal(99L, span.Tag("gen_ai.request.max_tokens"));
        Assert.Equal(0.5, span.Tag("gen_ai.request.temperature"));
        Assert.Equal("default", span.Tag("openai.response.service_tier"));
        Assert.Equal("ticket.summarize", span.Tag("aiinstrument.feature.id"));
        Assert.Equal("summarization", span.Tag("aiinstrument.feature.category"));
        Assert.Equal(app.Site.Id, span.Tag("aiinstrument.call_site.id"));
        Assert.Equal("Test0.cs", span.Tag("code.file.path"));
        Assert.Equal(8, Convert.ToInt32(span.Tag("code.line.number"), System.Globalization.CultureInfo.InvariantCulture));
    }
}
