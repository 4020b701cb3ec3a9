using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Tests;

public sealed class IncrementalTests
{
    private const string Calls = """
        using AiInstrument;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Hosting;
        using OpenAI.Chat;
        namespace TestApp;
        public static class Program
        {
            [AiFeature("a")]
            public static void A(ChatClient client) => client.CompleteChat("x");

            public static void Map(WebApplication app) => app.MapGet("/a", (ChatClient client) => A(client));
        }

        public sealed class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        """;

    private static readonly string[] s_steps = [.. typeof(StepNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)];

    [Fact]
    public async Task An_edit_in_a_file_without_calls_changes_no_output()
    {
        var run = await FirstRunAsync();

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", "namespace TestApp; public static class Other { public static int X => 2; }"));

        AssertReasons(again, []);
        Assert.All(OutputReasons(again), r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));
    }

    [Fact]
    public async Task An_edit_above_a_call_leaves_bodies_and_names_alone()
    {
        var run = await FirstRunAsync();

        var again = run.Again(Edit(run.Input, "/app/Test0.cs", Calls.Replace("public static class Program", "\npublic static class Program", StringComparison.Ordinal)));

        // The line is in the registry, the file's checksum in the location: nothing else.
        AssertReasons(again, [StepNames.Source, StepNames.Calls, StepNames.CallSites, StepNames.Interceptors, StepNames.Registry]);
        Assert.Equal(["AiInstrument.CallSites.g.cs", "AiInstrument.Interceptors.g.cs", "AiRegistry.g.cs"], ChangedFiles(run, again));
    }

    [Fact]
    public async Task An_edit_below_a_call_moves_only_its_location()
    {
        var run = await FirstRunAsync();

        var again = run.Again(Edit(run.Input, "/app/Test0.cs", Calls + "\npublic sealed class Below;"));

        AssertReasons(again, [StepNames.Source, StepNames.Calls, StepNames.Interceptors]);
        Assert.Equal(["AiInstrument.Interceptors.g.cs"], ChangedFiles(run, again));
    }

    [Fact]
    public async Task A_new_call_of_a_method_that_is_called_already_needs_no_new_body()
    {
        var run = await FirstRunAsync();

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", "namespace TestApp; public static class Other { public static void B(OpenAI.Chat.ChatClient c) => c.CompleteChat(\"y\"); }"));

        Assert.Contains(IncrementalStepRunReason.Unchanged, Reasons(again, StepNames.Bodies));
        Assert.Equal(["AiInstrument.CallSites.g.cs", "AiInstrument.Interceptors.g.cs", "AiRegistry.g.cs"], ChangedFiles(run, again));
    }

    [Theory]
    [InlineData("public const string Model = \"gpt-4o\";", "public const string Model = \"gpt-4.1\";", "gpt-4.1")]
    [InlineData("public const string Id = \"first\";", "public const string Id = \"second\";", "second")]
    public async Task A_declaration_that_changes_in_another_file_is_seen_at_the_call(string before, string after, string expected)
    {
        const string Call = """
            using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp;
            public static class Program { [AiFeature(Names.Id)] public static Task A(IChatClient c) => c.GetResponseAsync("x", new ChatOptions { ModelId = Names.Model }); }
            """;
        string Names(string changed) => "namespace TestApp; public static class Names { "
            + (changed.Contains("Model", StringComparison.Ordinal) ? changed : "public const string Model = \"m\";")
            + (changed.Contains("Id", StringComparison.Ordinal) ? changed : "public const string Id = \"i\";") + " }";
        var run = await App.Project(Call, Names(before)).GenerateAsync(new AiInstrumentGenerator());

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", Names(after)));

        Assert.DoesNotContain(run.Files.Values, text => text.Contains($"\"{expected}\"", StringComparison.Ordinal));
        Assert.Contains(again.Files.Values, text => text.Contains($"\"{expected}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_changes_leaves_other_files_unread()
    {
        var run = await App.Project(Calls, "namespace TestApp; public static class Other { public static int X() { return 1; } }").GenerateAsync(new AiInstrumentGenerator());

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", "namespace TestApp; public static class Other { public static int X() { /* more */ return 2 + 3; } }"));

        AssertReasons(again, []);
    }

    [Theory]
    [InlineData("gpt-4.1", "gpt-4o")]
    [InlineData("gpt-4o", "gpt-4.1")]
    public async Task Members_that_are_edited_are_read_again_and_their_neighbours_only_move(string first, string second)
    {
        string Source(string model, string between) => $$"""
            using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp;
            public static class Program
            {
                [AiFeature("a")] public static Task A(IChatClient c) => c.GetResponseAsync("x", new ChatOptions { ModelId = "{{model}}" });
                {{between}}
                [AiFeature("b")] public static Task B(IChatClient c) { {{between}} return c.GetResponseAsync("y", new ChatOptions { ModelId = "b-model" }); }
            }
            """;
        var run = await App.Project(Source(first, "/* one */")).GenerateAsync(new AiInstrumentGenerator());
        var edited = Source(second, "\n\n/* two */\n");

        var again = run.Again(Edit(run.Input, "/app/Test0.cs", edited));
        var anew = await App.Project(edited).GenerateAsync(new AiInstrumentGenerator());

        Assert.Equal(anew.Files, again.Files);
        Assert.NotEqual(run.Files, again.Files);
        again.Output.EmitToStream(TestContext.Current.CancellationToken).Dispose();
    }

    [Fact]
    public async Task A_client_that_begins_to_measure_its_calls_is_seen_where_it_is_used()
    {
        const string Client = "public sealed partial class Caller { private readonly System.Net.Http.HttpClient _client; public Caller() { _client = new System.Net.Http.HttpClient(HANDLER); } }";
        const string Call = "[AiInstrument.AiFeature(\"f\")] public sealed partial class Caller { public System.Threading.Tasks.Task M() => _client.GetAsync(\"https://api.openai.com/v1/models\"); }";
        var measured = Client.Replace("HANDLER", "new AiInstrument.AiInstrumentHttpHandler()", StringComparison.Ordinal);
        var run = await App.Project(Call, Client.Replace("HANDLER", "", StringComparison.Ordinal)).GenerateAsync(new AiInstrumentGenerator());

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", measured));

        Assert.Equal((await App.Project(Call, measured).GenerateAsync(new AiInstrumentGenerator())).Files, again.Files);
        Assert.NotEqual(run.Files, again.Files);
    }

    [Fact]
    public async Task The_same_source_twice_runs_nothing_anew()
    {
        var run = await FirstRunAsync();

        var again = run.Again((CSharpCompilation)run.Input.Clone());

        AssertReasons(again, []);
        Assert.Empty(ChangedFiles(run, again));
    }

    [Fact]
    public async Task A_call_that_hands_a_feature_over_is_looked_for_only_where_something_is_marked()
    {
        const string Gateway = "namespace TestApp; public static class Gateway { [AiInstrument.AiFeature(FromCaller = true)] public static void Ask() { } }";
        const string Caller = "namespace TestApp; public static class Caller { [AiInstrument.AiFeature(\"b\")] public static void Run() => Gateway.Ask(); }";
        var run = await App.Project(Gateway, Caller, "namespace TestApp; public static class Other { public static int X => 1; }").GenerateAsync(new AiInstrumentGenerator());
        Assert.Contains("AiInstrument.FeatureCalls.g.cs", run.Files.Keys);

        var elsewhere = run.Again(Edit(run.Input, "/app/Test2.cs", "namespace TestApp; public static class Other { public static int X => 2; }"));
        AssertReasons(elsewhere, []);
        Assert.All(OutputReasons(elsewhere), r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));

        var above = run.Again(Edit(run.Input, "/app/Test1.cs", "\n" + Caller));
        AssertReasons(above, [StepNames.Source, StepNames.FeatureCalls]);
        Assert.Equal(["AiInstrument.FeatureCalls.g.cs"], ChangedFiles(run, above));

        var unmarked = run.Again(Edit(run.Input, "/app/Test0.cs", Gateway.Replace("[AiInstrument.AiFeature(FromCaller = true)] ", "", StringComparison.Ordinal)));
        Assert.DoesNotContain("AiInstrument.FeatureCalls.g.cs", unmarked.Files.Keys);
    }

    [Fact]
    public async Task A_build_that_reads_what_is_reached_finds_the_same_after_an_edit_elsewhere()
    {
        var run = await FirstRunAsync(readReachability: true);

        var again = run.Again(Edit(run.Input, "/app/Test1.cs", "namespace TestApp; public static class Other { public static int X => 2; }"));

        AssertReasons(again, []);
        Assert.All(OutputReasons(again), r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_step_holds_on_to_the_compilation(bool readReachability)
    {
        var run = await FirstRunAsync(readReachability);

        var steps = run.Result.TrackedSteps.Where(s => s_steps.Contains(s.Key)).ToList();
        Assert.Equal(s_steps.Order(StringComparer.Ordinal), steps.Select(s => s.Key).Order(StringComparer.Ordinal));
        foreach (var (name, runs) in steps)
        {
            foreach (var output in runs.SelectMany(r => r.Outputs))
            {
                AssertValue(output.Value, name, []);
            }
        }
    }

    [Fact]
    public async Task The_order_of_files_does_not_matter()
    {
        string[] sources =
        [
            Calls,
            """
            using AiInstrument; using OpenAI.Chat; using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; namespace TestApp;
            [AiFeature("b")] public static class B { public static async Task M(ChatClient c) { await c.CompleteChatAsync("x"); c.CompleteChat("y"); } public static void Map(WebApplication app) => app.MapPost("/b", () => ""); }
            public sealed class OtherJob : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
            """,
            "using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp; [AiFeature(\"c\")] public static class C { public static async Task M(IChatClient c) => await c.GetResponseAsync(\"x\"); }",
            "using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp; public static class Gateway { [AiFeature(FromCaller = true)] public static async Task Ask(IChatClient c) => await c.GetResponseAsync(\"x\"); [AiFeature(FromCaller = true)] public static void Tell() { } }",
            "using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp; [AiFeature(\"d\")] public static class D { public static async Task M(IChatClient c) { Gateway.Tell(); await Gateway.Ask(c); } }",
            "using AiInstrument; using Microsoft.Extensions.AI; namespace TestApp; [AiFeature(\"e\")] public static class E { public static async Task M(IChatClient c) { await Gateway.Ask(c); Gateway.Tell(); Gateway.Tell(); } }",
        ];
        var project = App.Project(sources);
        var forward = (await project.GenerateAsync(new AiInstrumentGenerator())).Files;
        var backward = (await (project with { Sources = [.. project.Sources.Reverse()] }).GenerateAsync(new AiInstrumentGenerator())).Files;

        Assert.Equal(forward.Keys.Order(StringComparer.Ordinal), backward.Keys.Order(StringComparer.Ordinal));
        Assert.All(forward, f => Assert.Equal(f.Value, backward[f.Key]));
    }

    private static Task<GeneratorRun> FirstRunAsync(bool readReachability = false) =>
        App.Project(Calls, "namespace TestApp; public static class Other { public static int X => 1; }")
            .WithSource("namespace TestApp; public sealed class IndexModel : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnGet() { } }", "Pages/Index.cshtml.cs")
            .WithSource("using Microsoft.AspNetCore.Mvc; namespace TestApp; [Route(\"c\")] public sealed class TheController : ControllerBase { [HttpGet] public string Get() => \"\"; }", "TheController.cs")
            .WithBuildProperty("AiInstrumentReachability", readReachability ? "true" : "false")
            .GenerateAsync(new AiInstrumentGenerator(), new TestAdditionalText("Pages/Index.cshtml", "@page"));

    private static CSharpCompilation Edit(CSharpCompilation compilation, string path, string text)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text, System.Text.Encoding.UTF8)));
    }

    private static void AssertReasons(GeneratorRun run, string[] modified) =>
        Assert.Equal(
            modified.Order(StringComparer.Ordinal),
            s_steps.Where(s => Reasons(run, s).Any(r => r is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))).Order(StringComparer.Ordinal));

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        run.Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(r => r.Outputs).Select(o => o.Reason) : [];

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(r => r.Outputs).Select(o => o.Reason);

    private static IEnumerable<string> ChangedFiles(GeneratorRun before, GeneratorRun after) =>
        after.Files.Where(f => !before.Files.TryGetValue(f.Key, out var text) || text != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal);

    /// <summary>Walks everything that a value reaches.</summary>
    private static void AssertValue(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Enum || value.GetType().IsPrimitive || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.False(value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SyntaxToken or SemanticModel or Location or AttributeData or IOperation, $"{path} holds {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                AssertValue(item, path + "[]", seen);
            }

            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertValue(field.GetValue(value), path + "." + field.Name, seen);
        }
    }
}
