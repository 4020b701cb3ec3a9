using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>Model calls that a project declares with [AiModelCall] or names in <c>.editorconfig</c>.</summary>
public sealed class OwnCallTests
{
    private const string Gateway = """
        namespace Contoso
        {
            public interface IGateway
            {
                [AiInstrument.AiModelCall(Operation = "embeddings", Provider = "contoso")]
                Task<float[]> EmbedAsync(string text);

                Task<int> CountAsync();
            }

            public class Gateway : IGateway
            {
                private readonly HttpClient _http = new();

                // What the method itself sends is part of the call into it.
                [AiInstrument.AiModelCall]
                public virtual Task<HttpResponseMessage> AskAsync(string prompt) => _http.PostAsync("https://api.openai.com/v1/responses", null);

                public Task<float[]> EmbedAsync(string text) => null!;

                public Task<int> CountAsync() => null!;
            }

            public class Cached : Gateway
            {
                public override Task<HttpResponseMessage> AskAsync(string prompt) => base.AskAsync(prompt);
            }
        }
        """;

    [Fact]
    public async Task Calls_of_a_marked_method_need_a_feature_and_are_covered() =>
        await TestProject.Library(Gateway, """
            class C(Contoso.IGateway any, Contoso.Gateway gateway, Contoso.Cached cached)
            {
                async Task M()
                {
                    await gateway.{|AII0002:AskAsync|}("x");
                    await cached.{|AII0002:AskAsync|}("x");
                    await any.{|AII0002:EmbedAsync|}("x");
                    await gateway.{|AII0002:EmbedAsync|}("x");
                    await any.CountAsync();
                }

                [AiInstrument.AiFeature("x")]
                async Task N()
                {
                    await gateway.AskAsync("x");
                    Func<string, Task<HttpResponseMessage>> ask = gateway.{|AII0001:AskAsync|};
                }
            }
            """).VerifyAsync(new EscapedCallAnalyzer(), new UnattributedCallAnalyzer());

    [Fact]
    public async Task A_marked_method_of_a_referenced_project_is_seen()
    {
        using var image = (await (TestProject.Library(Gateway) with { AssemblyName = "Contoso" }).CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);

        await (TestProject.Library("class C(Contoso.Gateway gateway) { Task M() => gateway.[|AskAsync|](\"x\"); }") with
        { References = TestReferences.All.Add(MetadataReference.CreateFromStream(image)) }).VerifyAsync(new UnattributedCallAnalyzer());
    }

    [Fact]
    public async Task A_configured_method_is_a_call_in_the_files_of_its_section() =>
        await (TestProject.Library() with { EditorConfig = "[src/*.cs]\naiinstrument.llm_methods = Missing.Type.Method, Contoso.Llm.Ask ,Contoso.Llm+Inner.Ask\n" })
            .WithSource("""
                namespace Contoso
                {
                    public class Llm
                    {
                        public Task<string> Ask(string prompt) => null!;
                        public Task<string> Tell(string prompt) => null!;
                        public static class Inner { public static string Ask(string prompt) => ""; }
                    }

                    public class Derived : Llm;
                }
                """, "Llm.cs")
            .WithSource("class A { Task M(Contoso.Derived llm) { Contoso.Llm.Inner.[|Ask|](\"x\"); llm.Tell(\"x\"); return llm.[|Ask|](\"x\"); } }", "src/A.cs")
            .WithSource("class B { Task M(Contoso.Llm llm) => llm.Ask(\"x\"); }", "other/B.cs")
            .VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task A_configured_method_of_an_SDK_without_adapter_is_intercepted()
    {
        var stub = await SdkStub.LoadAsync("OpenAiDotNet");

        await (TestProject.Library("class C { Task M(OpenAI.OpenAIClient c) => c.AudioEndpoint.CreateTranslationTextAsync(null!); Task N(OpenAI.OpenAIClient c) => c.AudioEndpoint.[|CreateTranscriptionTextAsync|](null!); }") with
        {
            References = stub.References,
            EditorConfig = "[*.cs]\naiinstrument.llm_methods = OpenAI.Audio.AudioEndpoint.CreateTranslationTextAsync\n",
        }).VerifyAsync(new EscapedCallAnalyzer());
    }

    [Fact]
    public async Task A_configured_host_is_raw_HTTP_to_a_model()
    {
        var diagnostics = await (TestProject.Library("""
            class C(HttpClient http)
            {
                Task A() => http.[|PostAsync|]("https://llm.contoso.com/v1", null);
                Task B() => http.[|PostAsync|]("https://eu.models.contoso.com/v1", null);
                Task D() => http.PostAsync("https://www.contoso.com/v1", null);
                Task E() => http.[|PostAsync|]("https://api.openai.com/v1", null);
            }
            """) with
        { EditorConfig = "[*.cs]\naiinstrument.llm_hosts = llm.contoso.com, .models.contoso.com=contoso\n" }).VerifyAsync(new EscapedCallAnalyzer());

        Assert.All(diagnostics, d => Assert.Equal("raw-http", d.Properties[CallDiagnostic.EscapeProperty]));
    }

    [Fact]
    public async Task Calls_on_an_instrumented_type_and_inside_it_are_covered() =>
        await (TestProject.Library("""
            using Microsoft.Extensions.AI;

            namespace Contoso
            {
                public class Measured(IChatClient inner) : DelegatingChatClient(inner)
                {
                    public Task<ChatResponse> Ask(string prompt) => InnerClient.GetResponseAsync(prompt);
                }

                public interface IMeasuredClient : IChatClient;
            }

            class C(Contoso.Measured measured, Contoso.IMeasuredClient any, IChatClient other)
            {
                Task A() => measured.GetResponseAsync("x");
                Task B() => any.GetResponseAsync([]);
                Task D() => other.[|GetResponseAsync|]("x");
            }
            """) with
        { EditorConfig = "[*.cs]\naiinstrument.instrumented_types = Contoso.Measured, Contoso.IMeasuredClient\n" }).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("legacy/**", "legacy/a/Test.cs", true)]
    [InlineData("legacy/**", "src/legacy/Test.cs", true)]
    [InlineData("**/Migrations/*.cs", "src/Migrations/Test.cs", true)]
    [InlineData("**/Migrations/*.cs", "src/Migrations/old/Test.cs", false)]
    [InlineData("Te?t.cs", "src/Test.cs", true)]
    [InlineData("gacy/**", "legacy/Test.cs", false)]
    [InlineData("*.g.cs, src/Test.cs", "src/Test.cs", true)]
    public async Task Rules_ignore_excluded_files(string globs, string file, bool excluded)
    {
        const string Code = "using Microsoft.Extensions.AI; [AiInstrument.AiFeature({0}\"Bad Id\"{1})] class X; class C(IChatClient chat) {{ Task M() => chat.{0}GetResponseAsync{1}(\"x\"); }}";
        var marks = excluded ? ("", "") : ("[|", "|]");

        await (TestProject.Library() with { EditorConfig = $"[*.cs]\naiinstrument.excluded_paths = {globs}\n" })
            .WithSource(string.Format(System.Globalization.CultureInfo.InvariantCulture, Code, marks.Item1, marks.Item2), file)
            .VerifyAsync(new UnattributedCallAnalyzer(), new MalformedFeatureIdAnalyzer());
    }
}
