using AiInstrument.Analyzers.Rules;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.Registry;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Tests;

/// <summary>Two instrumented assemblies, of which one sees the other's internals.</summary>
public sealed class AssemblyTests
{
    [Fact]
    public async Task A_library_and_its_application_each_have_their_own_registry_and_interceptors()
    {
        var library = await (App.Project("""
            using AiInstrument; using OpenAI.Chat;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("AppAssembly")]
            namespace TestLibrary;
            public static class Library { [AiFeature("library.ask")] public static void AskLibrary(ChatClient client) => client.CompleteChat("x"); }
            """) with { AssemblyName = "LibraryAssembly" }).WithBuildProperty("RootNamespace", "TestLibrary").GenerateAsync(new AiInstrumentGenerator());
        var image = App.Image(library);
        var project = App.Project("""
            using AiInstrument; using OpenAI.Chat;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("app.ask")] public static void Ask(ChatClient client) { client.CompleteChat("x"); TestLibrary.Library.AskLibrary(client); }
                public static string Names => AiFeatures.AppAsk.Id + " " + TestLibrary.AiFeatures.LibraryAsk.Id;
            }
            """) with { AssemblyName = "AppAssembly" };
        var app = App.Load(
            await (project with { References = project.References.Add(MetadataReference.CreateFromImage(image)) }).GenerateAsync(new AiInstrumentGenerator()),
            image);
        using var spans = new Spans();

        app.Invoke("Ask", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("m"));

        Assert.Equal(["app.ask", "library.ask"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
        Assert.Equal(["AppAssembly", "LibraryAssembly"], AiManifests.All.Select(m => m.Assembly).Where(a => a.EndsWith("Assembly", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(2, spans.All.Select(s => s.Tag("aiinstrument.build.id")).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task A_feature_that_a_generated_library_declares_is_not_declared_again()
    {
        var library = App.Image(await (App.Project("""
            using AiInstrument; using OpenAI.Chat; namespace TestLibrary;
            public static class Library { [AiFeature("ask", FormerIds = ["tell"])] public static void Ask(ChatClient client) => client.CompleteChat("x"); }
            """) with { AssemblyName = "LibraryAssembly" }).WithBuildProperty("RootNamespace", "TestLibrary").GenerateAsync(new AiInstrumentGenerator()));
        var project = App.Project("using AiInstrument; [AiFeature(\"ask\")] class C; [AiFeature(\"tell\")] class D; [AiFeature(\"other\")] class E;");

        var diagnostics = await (project with { References = project.References.Add(MetadataReference.CreateFromImage(library)) }).ToWorkspaceProject().AnalyzeAsync(new DuplicateFeatureAnalyzer());

        Assert.Equal(
            [("AII0003", "Feature id 'ask' is already declared in assembly LibraryAssembly; use AiScope.Feature to run more code under it"), ("AII0003", "Feature id 'tell' is a former id of 'ask' and declared here: assembly LibraryAssembly says so; an id is one feature's, then and now")],
            diagnostics.Select(d => (d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Generated_code_gives_no_warning_even_where_warnings_are_asked_for()
    {
        var app = await App.BuildAsync("""
            using AiInstrument; using OpenAI.Chat; using Microsoft.Extensions.AI; using Anthropic.Services; using Anthropic.Models.Messages;
            using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting;
            namespace TestApp;
            [AiFeature("all")]
            public static class Program
            {
                public static async Task Ask(ChatClient o, IChatClient m, IMessageService a, IEmbeddingGenerator<string, Embedding<float>> g, MessageCreateParams p, OpenAI.Responses.ResponsesClient r)
                {
                    o.CompleteChat("x");
                    await o.CompleteChatAsync("x");
                    foreach (var u in o.CompleteChatStreaming("x")) { }
                    await foreach (var u in o.CompleteChatStreamingAsync("x")) { }
                    await m.GetResponseAsync("x");
                    await foreach (var u in m.GetStreamingResponseAsync("x")) { }
                    await a.Create(p);
                    await foreach (var u in a.CreateStreaming(p)) { }
                    await g.GenerateVectorAsync("x");
                    await foreach (var u in await r.CreateResponseStreamingAsync("m", "x")) { }
                }

                public static void Map(WebApplication app) => app.UseAiInstrument();
            }

            public sealed class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
            """);

        // Generated files switch warnings off for good measure: here they are on, at the highest level.
        var compilation = app.Run.Output.WithOptions(((CSharpCompilationOptions)app.Run.Output.Options).WithWarningLevel(9999));
        var generated = app.Run.Output.SyntaxTrees.Except(app.Run.Input.SyntaxTrees).ToList();
        foreach (var tree in generated)
        {
            var text = tree.ToString().Replace("#pragma warning disable", "", StringComparison.Ordinal).Replace("// <auto-generated/>", "", StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text, System.Text.Encoding.UTF8)));
        }

        Assert.NotEmpty(generated);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && generated.Any(t => t.FilePath == d.Location.SourceTree?.FilePath)));
    }

    [Fact]
    public async Task Experimental_parts_of_SDKs_need_no_opt_in_beyond_the_callers_own()
    {
        var project = App.Project("""
            #pragma warning disable OPENAI001
            using AiInstrument; using OpenAI.Responses;
            namespace TestApp;
            public static class Program { [AiFeature("f")] public static async Task<string> Ask(ResponsesClient client) => (await client.CreateResponseAsync("m", "x")).Value.Id; }
            """);
        var run = await project.GenerateAsync(new AiInstrumentGenerator());

        // As in an application: nothing is suppressed for the whole project.
        var options = run.Output.Options.WithSpecificDiagnosticOptions([]);

        run.Output.WithOptions(options).ThrowOnErrors(TestContext.Current.CancellationToken);
    }
}
