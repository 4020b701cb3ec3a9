using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Tests;

public sealed class SwitchTests
{
    private const string Source = """
        using AiInstrument;
        using OpenAI.Chat;
        namespace TestApp
        {
            public static class Program
            {
                [AiFeature("f")]
                public static async Task<string> Ask(ChatClient client) => (await client.CompleteChatAsync("hi")).Value.Id;
            }
        }
        """;

    [Fact]
    public async Task Calls_stay_in_the_registry_and_are_left_alone_when_interception_is_off()
    {
        var app = await App.BuildAsync(App.Project(Source).WithBuildProperty("AiInstrumentInterceptCalls", "false"));
        using var spans = new Spans();

        Assert.Equal("chatcmpl-1", await app.CallAsync<string>("Ask", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("m")));

        Assert.Empty(spans.All);
        Assert.Equal("interception-off", app.Site.Escape);
        Assert.DoesNotContain(app.Run.Files.Keys, f => f.Contains("ObservedCalls", StringComparison.Ordinal) || f.Contains("Interceptors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_without_calls_gets_no_interception()
    {
        var project = App.Project("namespace TestApp; public static class Program { [AiInstrument.AiFeature(\"f\")] public static void M() { } }");

        var run = await (project with { References = TestReferences.WithoutSdks }).GenerateAsync(new AiInstrumentGenerator());

        Assert.Equal(["AiFeatures.g.cs", "AiInstrument.AspNetCore.Endpoints.g.cs", "AiInstrument.AspNetCore.g.cs", "AiInstrument.Contract.g.cs", "AiInstrument.HttpClient.g.cs", "AiRegistry.g.cs", "Microsoft.CodeAnalysis.EmbeddedAttribute.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        run.Output.EmitToStream(TestContext.Current.CancellationToken).Dispose();
    }

    [Fact]
    public async Task Only_the_adapters_of_referenced_SDKs_are_emitted()
    {
        var project = App.Project(Source) with { References = TestReferences.Without("Anthropic", "Microsoft.Extensions.AI.Abstractions") };

        var app = await App.BuildAsync(project);

        Assert.Contains("AiInstrument.OpenAi.Chat.Adapter.g.cs", app.Run.Files.Keys);
        Assert.DoesNotContain(app.Run.Files.Keys, f => f.Contains("Anthropic", StringComparison.Ordinal) || f.Contains("ExtensionsAi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_but_the_embedded_marker_is_emitted_without_the_runtime()
    {
        var project = App.Project("using OpenAI.Chat; public static class P { public static void M(ChatClient c) => c.CompleteChat(\"x\"); }") with { References = TestReferences.WithoutRuntime };

        var run = await project.GenerateAsync(new AiInstrumentGenerator());

        // Post-initialization output comes before anything is known of the references.
        Assert.Equal(["Microsoft.CodeAnalysis.EmbeddedAttribute.cs"], run.Files.Keys);
    }

    [Fact]
    public async Task An_older_language_gets_no_generated_code()
    {
        var project = App.Project("using System.Threading.Tasks;\n" + Source) with { LanguageVersion = LanguageVersion.CSharp7_3, ImplicitUsings = false, Nullable = NullableContextOptions.Disable };

        var run = await project.GenerateAsync(new AiInstrumentGenerator());

        Assert.Equal(["Microsoft.CodeAnalysis.EmbeddedAttribute.cs"], run.Files.Keys);
        run.Output.EmitToStream(TestContext.Current.CancellationToken).Dispose();
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp8, 3)]
    [InlineData(LanguageVersion.CSharp11, 2)]
    [InlineData(LanguageVersion.CSharp12, 1)]
    [InlineData(LanguageVersion.CSharp13, 0)]
    public async Task A_call_escapes_where_the_language_lacks_a_keyword_of_its_signature(LanguageVersion version, int escapes)
    {
        var (reference, image) = StubSdk.Compile("OpenAI", """
            using System;
            namespace OpenAI.Chat
            {
                public class ChatClient
                {
                    public int CompleteChat(scoped ReadOnlySpan<int> numbers) => numbers.Length;
                    public int CompleteChat(ref readonly long number) => (int)number;
                    public int CompleteChat<T>(T value, int number) where T : struct, allows ref struct => number;
                    public int CompleteChat(string text) => text.Length;
                }
            }
            """);
        var project = App.Project("""
            using OpenAI.Chat;
            namespace TestApp
            {
                public static class Program
                {
                    public static int Ask(ChatClient client, long number) => client.CompleteChat(default(System.ReadOnlySpan<int>)) + client.CompleteChat(ref number) + client.CompleteChat(1, 2) + client.CompleteChat("four");
                }
            }
            """) with { References = TestReferences.WithoutSdks.Add(reference), LanguageVersion = version, ImplicitUsings = false };
        var app = App.Load(await project.GenerateAsync(new AiInstrumentGenerator()), image);

        var found = app.Manifest.CallSites.Select(s => s.Escape).OfType<string>().ToList();

        Assert.Equal(4, app.Manifest.CallSites.Count);
        Assert.Equal(Enumerable.Repeat("language-version", escapes), found);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public async Task Generated_code_compiles_in_every_language_version_from_8_on(LanguageVersion version)
    {
        var app = await App.BuildAsync(App.Project("using System.Threading.Tasks;\n" + Source) with { LanguageVersion = version, ImplicitUsings = false });
        using var spans = new Spans();

        await app.CallAsync<string>("Ask", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("m"));

        Assert.Equal(120L, spans.Only.Tag("gen_ai.usage.input_tokens"));
    }
}
