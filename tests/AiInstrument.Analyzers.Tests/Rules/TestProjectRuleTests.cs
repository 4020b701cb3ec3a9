using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>The rules about calls are off in test projects, one key turns them on, and no rule reports what is silenced or generated.</summary>
public sealed class TestProjectRuleTests
{
    private const string Usings = """
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;

        """;

    private const string Key = "[*.cs]\naiinstrument.analyze_test_projects = true\n";

    public static TheoryData<string, string> Calls => new()
    {
        { "AII0001", "class C { [AiFeature(\"a\")] Task M(HttpClient http) => http.PostAsync(\"https://api.openai.com/v1\", null); }" },
        { "AII0002", "class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); }" },
        { "AII0007", "class C { HttpClient M() => new() { BaseAddress = new Uri(\"https://api.openai.com/v1/\") }; }" },
        { "AII0008", "[AiFeature(\"a\")] class C(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => chat.GetResponseAsync(\"x\"); }" },
        { "AII0009", "[AiFeature(\"a\")] class C { void M(IChatClient chat) => ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null); }" },
        { "AII0011", "[AiFeature(\"a\")] class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\", new ChatOptions { ModelId = \"no-such-model\" }); }" },
        { "AII0012", "[AiFeature(\"a\")] class C { async Task M(OpenAI.Responses.ResponsesClient r) { await r.CreateResponseStreamingAsync(\"gpt-5.4-mini\", \"x\"); } }" },
        { "AII0013", "[AiFeature(\"a\")] class C { async Task M(IChatClient chat) { while (true) { await chat.GetResponseAsync(\"x\"); } } }" },
    };

    public static TheoryData<string, string> All => new([
        .. Calls.Select(row => row.Data),
        ("AII0003", "[AiFeature(\"a\")] class A; [AiFeature(\"a\")] class B;"),
        ("AII0004", "[AiFeature(\"Not An Id\")] class A;"),
        ("AII0005", "[AiFeature(\"ticket.reply\")] class A { void M() { using var s = AiScope.Feature(\"ticket.replay\"); } }"),
        ("AII0015", "class A { void M(string id) { using var s = AiScope.Feature(id); } }"),
    ]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_rule_about_calls_is_off_in_a_test_project_until_the_key_turns_it_on(string id, string code)
    {
        var project = TestProject.Library(Usings + code);
        var tests = project with { BuildProperties = project.BuildProperties.Add("IsTestProject", "true") };

        Assert.Contains(id, await IdsAsync(project));
        Assert.DoesNotContain(id, await IdsAsync(tests));
        Assert.Contains(id, await IdsAsync(tests with { EditorConfig = Key }));
        Assert.Contains(id, await IdsAsync(project with { BuildProperties = project.BuildProperties.Add("IsTestProject", "false") }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_rule_flags_its_code_and_stays_silent_where_a_person_says_so_or_nobody_wrote_it(string id, string code)
    {
        var suppressed = $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"AiInstrument\", \"{id}\")]\n";

        Assert.Contains(id, await IdsAsync(TestProject.Library(Usings + code)));
        Assert.DoesNotContain(id, await IdsAsync(TestProject.Library(Usings + "class C;")));
        Assert.DoesNotContain(id, await IdsAsync(TestProject.Library($"#pragma warning disable {id}\n" + Usings + code)));
        Assert.DoesNotContain(id, await IdsAsync(TestProject.Library(Usings + suppressed + code)));
        Assert.DoesNotContain(id, await IdsAsync(TestProject.Library("").WithSource(Usings + code, "obj/Made.g.cs")));
    }

    private static async Task<IEnumerable<string>> IdsAsync(TestProject test) =>
        (await test.ToWorkspaceProject().AnalyzeAsync([.. AllRules.Create()])).Where(d => !d.IsSuppressed).Select(d => d.Id);
}
