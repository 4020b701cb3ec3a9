using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>Source uses generated names, which do not bind while the generator runs.</summary>
public sealed class GeneratedNameTests
{
    [Fact]
    public async Task A_call_with_a_generated_name_among_its_arguments_is_intercepted()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using OpenAI.Chat;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("f")]
                public static void Ask(ChatClient client) => client.CompleteChat([new UserChatMessage(AiFeatures.F.Id)], new ChatCompletionOptions { EndUserId = AiRegistry.Manifest.BuildId });

                [AiFeature("g")]
                public static void Direct(ChatClient client) => client.CompleteChat(AiFeatures.G.Id);

                public static void Lambda(ChatClient client) => Run(AiFeatures.G, () => client.CompleteChat("x"));

                private static void Run(AiFeatureInfo feature, Action action)
                {
                    using var scope = AiScope.Feature(feature);
                    action();
                }
            }
            """);
        using var spans = new Spans();
        var client = OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("m");

        app.Invoke("Ask", client);
        app.Invoke("Direct", client);
        app.Invoke("Lambda", client);

        Assert.Equal(["f", "g", "g"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
    }
}
