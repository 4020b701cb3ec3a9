using System.Globalization;
using System.Text.Json;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Tests.Support;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Cli.Tests.Builds;

public sealed class DiffTests : IDisposable
{
    private const string KeyVariable = "AIINSTRUMENT_TESTS_DIFF_KEY";

    private static readonly BuildFeature s_summarize = new("ticket.summarize", "summarization", "support", null, [], []);
    private static readonly BuildCallSite s_site = Site("aaaaaaaaaaaaaaa1", "Desk.Tickets.Summarize()", "ticket.summarize");
    private static readonly BuildManifest s_before = new(
        "Desk", "b1", [s_summarize], [new("POST /tickets/{id}/summary", "http")], [new("nightly-digest", "job")], [s_site],
        [new("POST /tickets/{id}/summary", "http", [s_site.Id])]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiinstrument-diff-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Moved_code_is_no_change()
    {
        var moved = s_before with { BuildId = "b2", CallSites = [s_site with { File = "Other.cs", Line = 99 }] };

        var diff = await DiffAsync(s_before, moved);

        Assert.Equal((ExitCode.Done, 0), (diff.Code, diff.Json["changes"]!.AsArray().Count));
    }

    [Fact]
    public async Task Call_sites_features_routes_and_jobs_are_compared()
    {
        var draft = Site("bbbbbbbbbbbbbbb2", "Desk.Replies.Draft()", "reply.draft");
        var after = s_before with
        {
            Features = [new("reply.draft", "general", null, null, [], []), s_summarize with { Owner = "desk" }],
            Routes = [.. s_before.Routes, new("POST /replies", "http")],
            Jobs = [],
            CallSites = [s_site with { Model = "gpt-5", State = BuildCallSite.Escaped, Reason = "opted-out" }, draft],
            Reaches = [new("POST /tickets/{id}/summary", "http", [s_site.Id, draft.Id])],
        };

        var changes = (await DiffAsync(s_before, after)).Json["changes"]!.AsArray();

        Assert.Equal(
            [
                ("CallSite", "Added", draft.Id, "sdk,provider,feature,state"),
                ("CallSite", "Changed", s_site.Id, "model,state,reason"),
                ("Feature", "Added", "reply.draft", "category"),
                ("Feature", "Changed", "ticket.summarize", "owner"),
                ("Route", "Added", "POST /replies", "kind"),
                ("Route", "Changed", "POST /tickets/{id}/summary", "reaches"),
                ("Job", "Removed", "nightly-digest", "kind"),
            ],
            changes.Select(change => ((string)change!["kind"]!, (string)change["change"]!, (string)change["name"]!, string.Join(',', change["fields"]!.AsArray().Select(field => (string)field!["field"]!)))));
        Assert.Equal(("support", "desk"), ((string)changes[3]!["fields"]![0]!["before"]!, (string)changes[3]!["fields"]![0]!["after"]!));
    }

    [Fact]
    public async Task A_build_that_was_saved_compares_as_the_build()
    {
        var saved = Path.Combine(_folder.FullName, "saved.json");
        await DiffAsync(s_before, s_before, "--save", saved);

        var diff = await Tool.RunAsync("diff", saved, Save("again", s_before), "--json");

        Assert.Equal((ExitCode.Done, 0), (diff.Code, diff.Json["changes"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_comment_says_what_changes_cost_and_expects_only_what_it_knows()
    {
        await using var server = await RunningServer.StartAsync(
            Enumerable.Range(0, 10).Select(_ => new TestSpan { Input = 1_000_000, Output = 0 }).Append(TestSpan.Unpriced));
        var stats = await server.GetJsonAsync("/api/ai-usage/stats?period=30d");
        var feature = stats["byFeature"]!.AsArray().Single(group => (string)group!["feature"]! == "ticket.summarize")!;
        var (calls, cost) = ((long)feature["calls"]!, (long)feature["costNanoUsd"]!);
        Assert.Equal((10, true), (calls, cost > 0));
        var after = s_before with
        {
            CallSites =
            [
                s_site,
                Site("bbbbbbbbbbbbbbb2", "Desk.Tickets.SummarizeAgain()", "ticket.summarize"),
                Site("ccccccccccccccc3", "Desk.Tickets.Title()", null) with { Model = "gpt-4o-mini" },
                Site("ddddddddddddddd4", "Desk.Replies.Draft()", "reply.draft"),
                Site("eeeeeeeeeeeeeee5", "Desk.Replies.New()", "made.up.today"),
            ],
        };
        Environment.SetEnvironmentVariable(KeyVariable, RunningServer.ApiKey);
        string[] asked = ["--collector", server.Server.Http.AbsoluteUri, "--key-env", KeyVariable];

        var diff = await DiffAsync(s_before, after, asked);

        var costs = diff.Json["changes"]!.AsArray().ToDictionary(change => (string)change!["name"]!, change => change!["cost"]!);
        Assert.Equal(((long?)(cost / calls), (long?)cost), Expected("bbbbbbbbbbbbbbb2"));
        Assert.Equal(((long?)(cost / calls), null), Expected("ccccccccccccccc3"));
        Assert.Equal((null, null), Expected("ddddddddddddddd4"));
        Assert.Equal((null, null), Expected("eeeeeeeeeeeeeee5"));
        Assert.Equal((11, cost, 1), ((long)diff.Json["costs"]!["total"]!["calls"]!, (long)diff.Json["costs"]!["total"]!["costNanoUsd"]!, (int)diff.Json["costs"]!["total"]!["unpricedCalls"]!));

        var comment = await Tool.RunAsync(["diff", Save("base", s_before), Save("head", after), "--collector", server.Server.Http.AbsoluteUri, "--key-stdin", "--format", "markdown"], answer: RunningServer.ApiKey + "\n");
        Assert.StartsWith("<!-- aiinstrument-diff -->\n", comment.Output, StringComparison.Ordinal);
        Assert.Contains("4 added, 0 removed, 0 changed.", comment.Output, StringComparison.Ordinal);
        Assert.Contains("| unknown | unknown | neither its feature nor its model is known from the last 30 days |", comment.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningServer.ApiKey, comment.Output + comment.Error + diff.Output, StringComparison.Ordinal);

        // The only call of a feature is gone: what it cost is what the feature did.
        var gone = await DiffAsync(s_before, s_before with { CallSites = [] }, asked);
        var removed = gone.Json["changes"]!.AsArray().Single(change => (string)change!["kind"]! == "CallSite")!["cost"]!;
        Assert.Equal((cost, 0L), ((long)removed["last30Days"]!["costNanoUsd"]!, (long)removed["expectedNanoUsdIn30Days"]!));

        (long?, long?) Expected(string site) => ((long?)costs[site]["expectedNanoUsdPerCall"], (long?)costs[site]["expectedNanoUsdIn30Days"]);
    }

    [Fact]
    public async Task A_refused_key_is_not_repeated()
    {
        await using var server = await RunningServer.StartAsync();

        var refused = await Tool.RunAsync(["diff", Save("base", s_before), Save("head", s_before), "--collector", server.Server.Http.AbsoluteUri, "--key-stdin"], answer: "secret-key-that-nobody-knows\n");

        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Contains("refuses the key", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.WrongArguments, "--collector", "http://127.0.0.1:1/")]
    [InlineData(ExitCode.WrongArguments, "--collector", "127.0.0.1", "--key-stdin")]
    [InlineData(ExitCode.WrongArguments, "--collector", "http://user:word@host/", "--key-stdin")]
    [InlineData(ExitCode.WrongArguments, "--key-env", "X")]
    [InlineData(ExitCode.Failed, "--collector", "http://127.0.0.1:1/", "--key-env", "AIINSTRUMENT_TESTS_NO_SUCH_KEY")]
    [InlineData(ExitCode.Failed, "--collector", "http://127.0.0.1:1/", "--key-stdin")]
    public async Task What_cannot_be_asked_is_said_in_one_sentence(int expected, params string[] more)
    {
        var result = await Tool.RunAsync(["diff", Save("base", s_before), Save("head", s_before), .. more], answer: "key\n");

        Assert.Equal((expected, ""), (result.Code, result.Output));
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    private static BuildCallSite Site(string id, string member, string? feature) =>
        new(id, member, "Tickets.cs", 7, "openai", "OpenAI.Chat.ChatClient.CompleteChatAsync", "openai", null, feature, BuildCallSite.Intercepted, null);

    private async Task<ToolResult> DiffAsync(BuildManifest before, BuildManifest after, params string[] more) =>
        await Tool.RunAsync(["diff", Save("base", before), Save("head", after), "--json", .. more]);

    private string Save(string name, BuildManifest manifest)
    {
        var file = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}.json"));
        File.WriteAllText(file, JsonSerializer.Serialize(CoverageReport.Of([new BuildAssembly(manifest.Assembly, manifest, null, default)], null), CodeJson.Default.CoverageReport));
        return file;
    }
}
