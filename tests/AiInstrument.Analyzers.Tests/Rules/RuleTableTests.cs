using System.Reflection;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>What holds for every rule: it can be configured and silenced, and leaves alone what nobody wrote. A rule without a row fails.</summary>
public sealed class RuleTableTests
{
    private const string Key = "aiinstrument.analyze_test_projects = true";

    private static readonly Dictionary<string, RuleRow> Rows = new(StringComparer.Ordinal)
    {
        ["AII0001"] = new(
            "class C { [AiFeature(\"a\")] Task M(HttpClient http) => http.PostAsync(\"https://api.openai.com/v1\", null); }",
            "class C { [AiFeature(\"a\")] Task M(HttpClient http) => http.PostAsync(\"https://example.com/v1\", null); }")
        { IsAboutCalls = true },
        ["AII0002"] = new(
            "class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); }",
            "class C { [AiFeature(\"a\")] Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); }")
        { IsAboutCalls = true },
        ["AII0003"] = new("[AiFeature(\"a\")] class A; [AiFeature(\"a\")] class B;", "[AiFeature(\"a\")] class A; [AiFeature(\"b\")] class B;"),
        ["AII0004"] = new("[AiFeature(\"Not An Id\")] class A;", "[AiFeature(\"an-id\")] class A;"),
        ["AII0005"] = new(
            "[AiFeature(\"ticket.reply\")] class A { void M() { using var s = AiScope.Feature(\"ticket.replay\"); } }",
            "[AiFeature(\"ticket.reply\")] class A { void M() { using var s = AiScope.Feature(\"ticket.reply\"); } }"),
        ["AII0006"] = new("[AiFeature(\"a\")] class A;", "[AiFeature(\"a\")] class A { void M() { using var s = AiScope.Feature(\"a\"); } }")
        { IsProgram = true, IsNeverInTests = true },
        ["AII0007"] = new(
            "class C { HttpClient M() => new() { BaseAddress = new Uri(\"https://api.openai.com/v1/\") }; }",
            "class C { HttpClient M() => new() { BaseAddress = new Uri(\"https://example.com/v1/\") }; }")
        { IsAboutCalls = true },
        ["AII0008"] = new(
            "[AiFeature(\"a\")] class C(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => chat.GetResponseAsync(\"x\"); }",
            "[AiFeature(\"a\")] class C(IChatClient chat) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { using var s = AiScope.EntryPoint(\"c\", \"job\"); await chat.GetResponseAsync(\"x\"); } }")
        { IsAboutCalls = true },
        ["AII0009"] = new(
            "[AiFeature(\"a\")] class C { void M(IChatClient chat) => ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null); }",
            "[AiFeature(\"a\")] class C { void M(IChatClient chat) => ThreadPool.QueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null); }")
        { IsAboutCalls = true },
        ["AII0010"] = new(
            "class C { object M(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry().Build(); }",
            "class C { object M(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().Build(); }"),
        ["AII0011"] = new(
            "[AiFeature(\"a\")] class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\", new ChatOptions { ModelId = \"no-such-model\" }); }",
            "[AiFeature(\"a\")] class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\", new ChatOptions { ModelId = \"gpt-4o-mini\" }); }")
        { IsAboutCalls = true },
        ["AII0012"] = new(
            "[AiFeature(\"a\")] class C { async Task M(OpenAI.Responses.ResponsesClient r) { await r.CreateResponseStreamingAsync(\"gpt-5.4-mini\", \"x\"); } }",
            "[AiFeature(\"a\")] class C { async Task M(OpenAI.Responses.ResponsesClient r) { await foreach (var _ in r.CreateResponseStreamingAsync(\"gpt-5.4-mini\", \"x\")) { } } }")
        { IsAboutCalls = true },
        ["AII0013"] = new(
            "[AiFeature(\"a\")] class C { async Task M(IChatClient chat) { while (true) { await chat.GetResponseAsync(\"x\"); } } }",
            "[AiFeature(\"a\")] class C { async Task M(IChatClient chat) { while (true) { await chat.GetResponseAsync(\"x\", new ChatOptions { MaxOutputTokens = 9 }); } } }")
        { IsAboutCalls = true },
        ["AII0014"] = new(
            "class C { void M(AiInstrumentOptions o) => o.CaptureContent = ContentCapture.Full; }",
            "class C { void M(AiInstrumentOptions o) => o.CaptureContent = ContentCapture.Redacted; }")
        { IsAboutCalls = true },
        ["AII0015"] = new(
            "class A { void M(string id) { using var s = AiScope.Feature(id); } }",
            "class A { void M() { using var s = AiScope.Feature(\"a\"); } }"),
        ["AII0016"] = new("class A;", "class A;") { Setting = "aiinstrument.llm_methods = Gateway" },
    };

    public static TheoryData<string> Ids =>
    [
        .. typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_reports_its_code_and_not_what_is_next_to_it(string id)
    {
        var row = await RowAsync(id);

        Assert.Contains(id, await IdsAsync(row.Project(row.Flagged)));
        Assert.DoesNotContain(id, await IdsAsync((row with { Setting = null }).Project(row.Silent)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_severity_is_configurable(string id)
    {
        var row = await RowAsync(id);
        var project = row.Project(row.Flagged);

        Assert.All(await SeveritiesAsync("error", ReportDiagnostic.Error), severity => Assert.Equal(DiagnosticSeverity.Error, severity));
        Assert.NotEmpty(await SeveritiesAsync("error", ReportDiagnostic.Error));
        Assert.Empty(await SeveritiesAsync("none", ReportDiagnostic.Suppress));

        async Task<List<DiagnosticSeverity>> SeveritiesAsync(string word, ReportDiagnostic option)
        {
            // What has no place in a file is configured for the whole project.
            var configured = row.Setting is null
                ? (project with { EditorConfig = $"[*.cs]\ndotnet_diagnostic.{id}.severity = {word}\n" }).ToWorkspaceProject()
                : WithOption(project.ToWorkspaceProject(), id, option);
            return [.. (await configured.AnalyzeAsync([.. AllRules.Create()])).Where(d => d.Id == id).Select(d => d.Severity)];
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_is_silent_where_a_person_says_so_or_nobody_wrote_the_code(string id)
    {
        var row = await RowAsync(id);

        Assert.DoesNotContain(id, await IdsAsync(row.Project(row.Flagged, assembly: $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"AiInstrument\", \"{id}\")]\n")));
        if (row.Setting is null)
        {
            Assert.DoesNotContain(id, await IdsAsync(row.Project(row.Flagged, first: $"#pragma warning disable {id}\n")));
            Assert.DoesNotContain(id, await IdsAsync(row.Generated()));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_about_calls_is_off_in_a_test_project_until_the_key_turns_it_on(string id)
    {
        var row = await RowAsync(id);
        var project = row.Project(row.Flagged);
        var tests = project with { BuildProperties = project.BuildProperties.Add("IsTestProject", "true") };

        Assert.Equal(!row.IsAboutCalls && !row.IsNeverInTests, (await IdsAsync(tests)).Contains(id));
        Assert.Equal(!row.IsNeverInTests, (await IdsAsync(tests with { EditorConfig = $"[*.cs]\n{Key}\n{row.Setting}\n" })).Contains(id));
        Assert.Contains(id, await IdsAsync(project with { BuildProperties = project.BuildProperties.Add("IsTestProject", "false") }));
    }

    private static async Task<RuleRow> RowAsync(string id)
    {
        Assert.True(Rows.TryGetValue(id, out var row), $"{id} has no row in this table.");
        return id == RuleIds.DoubleInstrumentation ? row with { References = await ExtensionsAiStub.ReferencesAsync() } : row;
    }

    private static Project WithOption(Project project, string id, ReportDiagnostic option) =>
        project.WithCompilationOptions(project.CompilationOptions!.WithSpecificDiagnosticOptions(project.CompilationOptions.SpecificDiagnosticOptions.Add(id, option)));

    private static async Task<List<string>> IdsAsync(TestProject test) =>
        [.. (await test.ToWorkspaceProject().AnalyzeAsync([.. AllRules.Create()])).Where(d => !d.IsSuppressed).Select(d => d.Id)];
}
