using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

public sealed class AnthropicTests
{
    private const string Source = """
        using AiInstrument;
        using Anthropic;
        using Anthropic.Models.Messages;
        namespace TestApp;
        public static class Program
        {
            private static MessageCreateParams Hi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64, Messages = [new UserMessageParam("hi")] };

            [AiFeature("ticket.answer")]
            public static async Task<string> Ask(IAnthropicClient client)
            {
                var message = await client.Messages.Create(Hi);
                return message.Content[0].TryPickText(out var text) ? text.Text : "";
            }

            [AiFeature("ticket.stream")]
            public static async Task<int> Stream(IAnthropicClient client, int atMost)
            {
                var seen = 0;
                await foreach (var update in client.Messages.CreateStreaming(Hi))
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }

                return seen;
            }
        }
        """;

    [Fact]
    public async Task Input_tokens_include_what_the_cache_read_and_wrote()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal("Hello", await app.CallAsync<string>("Ask", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageJson))));

        var span = spans.Only;
        Assert.Equal("chat claude-sonnet-4-5", span.DisplayName);
        Assert.Equal(1400L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(40L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(1000L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(300L, span.Tag("gen_ai.usage.cache_write.input_tokens"));
        Assert.Equal(200L, span.Tag("anthropic.usage.cache_creation.ephemeral_5m_input_tokens"));
        Assert.Equal(100L, span.Tag("anthropic.usage.cache_creation.ephemeral_1h_input_tokens"));
        Assert.Equal("claude-sonnet-4-5-20250929", span.Tag("gen_ai.response.model"));
        Assert.Equal("msg_1", span.Tag("gen_ai.response.id"));
        Assert.Equal(["end_turn"], Assert.IsType<string[]>(span.Tag("gen_ai.response.finish_reasons")));
        Assert.Equal("standard", span.Tag("anthropic.response.service_tier"));
        Assert.Equal(64L, span.Tag("gen_ai.request.max_tokens"));
        Assert.Equal("ticket.answer", span.Tag("aiinstrument.feature.id"));
    }

    [Fact]
    public async Task The_chat_client_tells_how_long_a_cache_write_lives()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Anthropic;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("ticket.answer")]
                public static async Task<string> Ask(IAnthropicClient client) => (await client.AsIChatClient("claude-sonnet-4-5", 64).GetResponseAsync("hi")).Text;
            }
            """);
        using var spans = new Spans();

        Assert.Equal("Hello", await app.CallAsync<string>("Ask", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageJson))));

        var span = spans.Only;
        Assert.Equal(1400L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(40L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(1000L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(200L, span.Tag("anthropic.usage.cache_creation.ephemeral_5m_input_tokens"));
        Assert.Equal(100L, span.Tag("anthropic.usage.cache_creation.ephemeral_1h_input_tokens"));
    }

    [Fact]
    public async Task A_stream_of_the_SDKs_chat_client_tells_all_tokens_but_not_how_long_cache_writes_live()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Anthropic;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("ticket.answer")]
                public static async Task<string> Ask(IAnthropicClient client)
                {
                    var text = "";
                    await foreach (var update in client.AsIChatClient("claude-sonnet-4-5", 64).GetStreamingResponseAsync("hi")) text += update.Text;
                    return text;
                }
            }
            """);
        using var spans = new Spans();

        Assert.Equal("Hello", await app.CallAsync<string>("Ask", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageStream, "text/event-stream"))));

        Assert.Equal("32 15 20 5 - - -", spans.Only.Usage());
    }

    [Fact]
    public async Task A_stream_takes_its_input_from_the_first_event_and_its_output_from_the_last()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal(6, await app.CallAsync<int>("Stream", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageStream, "text/event-stream")), -1));

        var span = spans.Only;
        Assert.Equal(32L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(15L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(20L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(5L, span.Tag("anthropic.usage.cache_creation.ephemeral_5m_input_tokens"));
        Assert.Null(span.Tag("aiinstrument.usage.estimated"));
        Assert.Equal(true, span.Tag("gen_ai.request.stream"));
    }

    [Fact]
    public async Task A_stream_that_is_left_early_keeps_what_it_knows_and_says_that_it_is_an_estimate()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal(2, await app.CallAsync<int>("Stream", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageStream, "text/event-stream")), 2));

        var span = spans.Only;
        Assert.Equal(32L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(true, span.Tag("aiinstrument.usage.estimated"));
        Assert.Equal("abandoned", span.Tag("aiinstrument.outcome"));
    }

    [Fact]
    public async Task Structured_raw_and_beta_messages_are_measured()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Anthropic;
            using Anthropic.Models.Messages;
            using Anthropic.Services;
            using Beta = Anthropic.Models.Beta.Messages;
            namespace TestApp;
            [AiFeature("variants")]
            public static class Program
            {
                private static MessageCreateParams Hi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64, Messages = [new UserMessageParam("hi")] };
                private static Beta.MessageCreateParams BetaHi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64, Messages = [] };

                public static async Task<string> Structured(IAnthropicClient client) => (await client.Messages.Create<Answer>(Hi)).ID;

                public static async Task<string> Raw(IAnthropicClient client)
                {
                    using var response = await client.Messages.WithRawResponse.Create(Hi);
                    return (await response.Deserialize()).ID;
                }

                public static async Task<string> Beta(IAnthropicClient client) => (await client.Beta.Messages.Create(BetaHi)).ID;

                public static async Task<string> BetaRaw(IAnthropicClient client)
                {
                    using var response = await client.Beta.Messages.WithRawResponse.Create(BetaHi);
                    return (await response.Deserialize()).ID;
                }

                public static async Task<int> BetaStream(IAnthropicClient client)
                {
                    var count = 0;
                    await foreach (var update in client.Beta.Messages.CreateStreaming(BetaHi)) count++;
                    return count;
                }

                public static async Task<int> BetaRawStream(IAnthropicClient client)
                {
                    using var response = await client.Beta.Messages.WithRawResponse.CreateStreaming(BetaHi);
                    var count = 0;
                    await foreach (var update in response.Enumerate()) count++;
                    return count;
                }

                public static async Task RawStreamUnread(IAnthropicClient client)
                {
                    using var response = await client.Messages.WithRawResponse.CreateStreaming(Hi);
                }

                public static async Task<int> RawStream(IAnthropicClient client)
                {
                    using var response = await client.Messages.WithRawResponse.CreateStreaming(Hi);
                    var count = 0;
                    await foreach (var update in response.Enumerate()) count++;
                    return count;
                }
            }

            public sealed class Answer { public string? Text { get; set; } }
            """);

        foreach (var method in (string[])["Structured", "Raw", "Beta", "BetaRaw"])
        {
            using var spans = new Spans();

            Assert.Equal("msg_1", await app.CallAsync<string>(method, AnthropicStub.Client(new StubHandler(AnthropicStub.MessageJson))));

            Assert.Equal($"{method} 1400 40 1000 300", $"{method} {spans.Only.Tag("gen_ai.usage.input_tokens")} {spans.Only.Tag("gen_ai.usage.output_tokens")} {spans.Only.Tag("gen_ai.usage.cache_read.input_tokens")} {spans.Only.Tag("gen_ai.usage.cache_write.input_tokens")}");
            Assert.Equal("chat claude-sonnet-4-5", spans.Only.DisplayName);
        }

        foreach (var method in (string[])["BetaStream", "RawStream", "BetaRawStream"])
        {
            using var spans = new Spans();

            Assert.Equal(6, await app.CallAsync<int>(method, AnthropicStub.Client(new StubHandler(AnthropicStub.MessageStream, "text/event-stream"))));

            Assert.Equal($"{method} 32 15 20 5", $"{method} {spans.Only.Tag("gen_ai.usage.input_tokens")} {spans.Only.Tag("gen_ai.usage.output_tokens")} {spans.Only.Tag("gen_ai.usage.cache_read.input_tokens")} {spans.Only.Tag("gen_ai.usage.cache_write.input_tokens")}");
            Assert.Null(spans.Only.Tag("aiinstrument.usage.estimated"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("RawStreamUnread", AnthropicStub.Client(new StubHandler(AnthropicStub.MessageStream, "text/event-stream")));
            Assert.Equal(true, spans.Only.Tag("aiinstrument.usage.estimated"));
        }
    }
}
