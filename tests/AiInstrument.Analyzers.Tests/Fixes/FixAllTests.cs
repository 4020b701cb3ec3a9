using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>Fix All of every fix in a document, a project and a solution: what it writes compiles, and what it was asked to fix is fixed. A fix without a case fails.</summary>
public sealed class FixAllTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;

        """;

    /// <summary>The rule, the fix, and code that stands in two files of one project and in one file of another; <c>#</c> is the file's letter.</summary>
    private static readonly (DiagnosticAnalyzer Rule, CodeFixProvider Fix, string Code)[] Cases =
    [
        (new UnattributedCallAnalyzer(), new DeclareFeatureFixProvider(), "class C# { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); Task N(IChatClient chat) => chat.GetResponseAsync(\"x\"); }"),
        (new MalformedFeatureIdAnalyzer(), new RewriteFeatureIdFixProvider(), "[AiFeature(\"Not An Id #\")] class A#; [AiFeature(\"No Id #\")] class B#;"),
        (new UndeclaredFeatureAnalyzer(), new NearestFeatureIdFixProvider(), "[AiFeature(\"ticket.reply.#\")] class A# { void M() { using var s = AiScope.Feature(\"ticket.replay.#\"); using var t = AiScope.Feature(\"ticket-reply.#\"); } }"),
        (new EscapedCallAnalyzer(), new InterceptableCallFixProvider(), "delegate Task<ChatResponse> F#(IEnumerable<ChatMessage> m, ChatOptions? o, CancellationToken t); class C# { object M(IChatClient chat) { F# f = chat.GetResponseAsync; F# g = chat.GetResponseAsync; return (f, g); } }"),
        (new EscapedCallAnalyzer(), new MeasureClientFixProvider(), "class C# { readonly HttpClient _http = new(); async Task M() { await _http.PostAsync(\"https://api.openai.com/v1\", null); await _http.PostAsync(\"https://api.openai.com/v2\", null); } }"),
        (new RawClientAnalyzer(), new MeasureClientFixProvider(), "class C# { object M() => new HttpClient { BaseAddress = new Uri(\"https://api.openai.com/v1/\") }; object N() => new HttpClient { BaseAddress = new Uri(\"https://api.groq.com/\") }; }"),
        (new JobWithoutScopeAnalyzer(), new OpenJobScopeFixProvider(), "[AiFeature(\"a#\")] class C#(IChatClient chat) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { await chat.GetResponseAsync(\"x\"); } }"),
        (new LostAttributionAnalyzer(), new KeepAttributionFixProvider(), "class C# { void M(IChatClient chat) { ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null); using (ExecutionContext.SuppressFlow()) { Task.Run(() => chat.GetResponseAsync(\"x\")); } } }"),
        (new DoubleInstrumentationAnalyzer(), new RemoveTelemetryFixProvider(), "class C# { object M(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry().Build(); object N(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry().Build(); }"),
        (new UnrecordedStreamAnalyzer(), new RecordStreamFixProvider(), "class C# { async Task M(OpenAI.Responses.ResponsesClient r) { await r.CreateResponseStreamingAsync(\"m\", \"x\"); await r.CreateResponseStreamingAsync(\"m\", \"y\"); } }"),
    ];

    public static TheoryData<string, string, FixAllScope> Matrix => new(
        from c in Cases
        from scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution }
        select (c.Rule.GetType().Name, c.Fix.GetType().Name, scope));

    [Fact]
    public void Every_rule_that_a_fix_answers_has_a_case()
    {
        var answered = typeof(DeclareFeatureFixProvider).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(CodeFixProvider)) && !t.IsAbstract)
            .SelectMany(t => ((CodeFixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds.Select(id => $"{id} {t.Name}"));

        Assert.Equal(answered.Order(StringComparer.Ordinal), Cases.Select(c => $"{c.Rule.SupportedDiagnostics[0].Id} {c.Fix.GetType().Name}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task What_Fix_All_writes_compiles_and_clears_what_it_was_asked_to(string rule, string fix, FixAllScope scope)
    {
        var (analyzer, provider, code) = Cases.Single(c => c.Rule.GetType().Name == rule && c.Fix.GetType().Name == fix);
        var verifier = new CodeFixVerifier(analyzer, provider);
        var (project, other) = await ProjectsAsync(code);
        var before = await CountsAsync(analyzer, project, other);

        var changed = (await verifier.FixAllAsync(project, scope)).Solution;

        var (fixedProject, fixedOther) = (changed.GetProject(project.Id)!, changed.GetProject(other)!);
        (await fixedProject.CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken).Dispose();
        (await fixedOther.CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken).Dispose();
        Assert.All(before, count => Assert.True(count > 0));
        Assert.Equal(
            scope switch
            {
                FixAllScope.Document => [0, before[1], before[2]],
                FixAllScope.Project => [0, 0, before[2]],
                _ => [0, 0, 0],
            },
            await CountsAsync(analyzer, fixedProject, other));
    }

    private static async Task<(Project Project, ProjectId Other)> ProjectsAsync(string code)
    {
        var references = await ExtensionsAiStub.ReferencesAsync();
        var project = (TestProject.Library(TextOf("a"), TextOf("b")) with { References = references, ImplicitUsings = false }).ToWorkspaceProject();
        var other = ProjectId.CreateNewId();
        var solution = project.Solution
            .AddProject(ProjectInfo.Create(other, VersionStamp.Default, "Other", "Other", LanguageNames.CSharp, compilationOptions: project.CompilationOptions, parseOptions: project.ParseOptions, metadataReferences: references))
            .AddDocument(DocumentId.CreateNewId(other), "Other.cs", TextOf("c"), filePath: "/other/Other.cs");
        return (solution.GetProject(project.Id)!, other);

        string TextOf(string letter) => Usings + code.Replace("#", letter, StringComparison.Ordinal);
    }

    /// <summary>How much the rule reports in each of the three files.</summary>
    private static async Task<List<int>> CountsAsync(DiagnosticAnalyzer analyzer, Project project, ProjectId other)
    {
        var own = await project.AnalyzeAsync(analyzer);
        return
        [
            own.Count(d => d.Location.SourceTree!.FilePath.EndsWith("Test0.cs", StringComparison.Ordinal)),
            own.Count(d => d.Location.SourceTree!.FilePath.EndsWith("Test1.cs", StringComparison.Ordinal)),
            (await project.Solution.GetProject(other)!.AnalyzeAsync(analyzer)).Length,
        ];
    }
}
