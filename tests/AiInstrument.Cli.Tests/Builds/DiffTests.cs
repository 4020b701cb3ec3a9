using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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

    public static TheoryData<string> Moves() => [.. AllMoves().Keys];

    private static Dictionary<string, (BuildCallSite[] Before, BuildCallSite[] After, string[] Expected)> AllMoves()
    {
        var (ask, tell) = (Site("1", "Desk.A.Ask(string)", null), Site("2", "Desk.A.Tell(string)", null));
        return new(StringComparer.Ordinal)
        {
            ["renamed member"] = ([ask], [ask with { Id = "8", Member = "Desk.A.Query(string)" }], ["Moved 1 8"]),
            ["other parameters"] = ([ask], [ask with { Id = "8", Member = "Desk.A.Ask(string, (int, System.Collections.Generic.List<string>))" }], ["Moved 1 8"]),
            ["renamed member with two calls"] = ([ask, ask with { Id = "3", Line = 9 }], [ask with { Id = "7", Line = 19, Member = "Desk.A.Query()" }, ask with { Id = "8", Member = "Desk.A.Query()" }], ["Moved 1 8", "Moved 3 7"]),
            ["one of two calls left"] = ([ask, ask with { Id = "3", Line = 9 }], [ask with { Id = "8", Member = "Desk.A.Query()" }], ["Added 8", "Removed 1", "Removed 3"]),
            ["renamed class in its file"] = ([ask, tell], [ask with { Id = "8", Member = "Desk.B.Ask(string)" }, tell with { Id = "9", Member = "Desk.B.Tell(string)" }], ["Moved 1 8", "Moved 2 9"]),
            ["to another class and file"] = ([ask], [ask with { Id = "8", Member = "Desk.B.Ask(string)", File = "B.cs" }], ["Moved 1 8"]),
            ["to another member, class and file"] = ([ask], [ask with { Id = "8", Member = "Desk.B.Query(string)", File = "B.cs" }], ["Added 8", "Removed 1"]),
            ["the same, of one feature"] = ([ask with { Feature = "f" }], [ask with { Id = "8", Member = "Desk.B.Query(string)", File = "B.cs", Feature = "f" }], ["Moved 1 8"]),
            ["two renamed in one class"] = ([ask, tell], [ask with { Id = "8", Member = "Desk.A.X()" }, tell with { Id = "9", Member = "Desk.A.Y()" }], ["Added 8", "Added 9", "Removed 1", "Removed 2"]),
            ["two to choose from"] = ([ask], [ask with { Id = "8", Member = "Desk.A.X()" }, ask with { Id = "9", Member = "Desk.A.Y()" }], ["Added 8", "Added 9", "Removed 1"]),
            ["two that it could have been"] = ([ask, tell], [ask with { Id = "8", Member = "Desk.A.X()" }], ["Added 8", "Removed 1", "Removed 2"]),
            ["moved and another model"] = ([ask], [ask with { Id = "8", Member = "Desk.A.X()", Model = "gpt-5" }], ["Added 8", "Removed 1"]),
            ["moved and another feature"] = ([ask], [ask with { Id = "8", Member = "Desk.A.X()", Feature = "f" }], ["Added 8", "Removed 1"]),
            ["moved and no longer measured"] = ([ask], [ask with { Id = "8", Member = "Desk.A.X()", State = BuildCallSite.Escaped, Reason = "opted-out" }], ["Added 8", "Removed 1"]),
            ["another call beside it"] = ([ask], [ask, ask with { Id = "8", Member = "Desk.A.X()" }], ["Added 8"]),
        };
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_call_that_moved_is_told_where_that_is_clear(string change)
    {
        var (before, after, expected) = AllMoves()[change];

        var diff = BuildComparison.Compare([Build(before)], [Build(after)]);

        Assert.True(
            expected.SequenceEqual(diff.Changes.Select(each => string.Join(' ', [each.Change.ToString(), .. each.FormerName is null ? [] : (string[])[each.FormerName], each.Name])).Order(StringComparer.Ordinal)),
            $"{change}: {string.Join("; ", diff.Changes.Select(each => $"{each.Change} {each.Name}"))}");

        static BuildAssembly Build(BuildCallSite[] sites) => new("Desk", s_before with { CallSites = sites, Reaches = null }, null, default);
    }

    [Fact]
    public void A_call_moves_to_another_assembly_too()
    {
        var moved = s_site with { Id = "8", Member = "Desk.Core.Tickets.Summarize()" };

        var diff = BuildComparison.Compare([Build("Desk", s_site)], [Build("Desk.Core", moved)]);

        var change = Assert.Single(diff.Changes);
        Assert.Equal((ChangeKind.Moved, "Desk.Core", s_site.Id, "8"), (change.Change, change.Assembly, change.FormerName, change.Name));
        Assert.Equal(["assembly: Desk, Desk.Core", "member: Desk.Tickets.Summarize(), Desk.Core.Tickets.Summarize()"], change.Fields.Select(field => $"{field.Field}: {field.Before}, {field.After}"));

        static BuildAssembly Build(string name, BuildCallSite site) => new(name, new BuildManifest(name, "b", [], [], [], [site], null), null, default);
    }

    [Fact]
    public async Task What_a_moved_call_cost_is_expected_of_it_at_its_new_place()
    {
        var (renamed, quiet) = (s_site with { Id = "8888888888888888", Member = "Desk.Tickets.Shorten()", File = "Short.cs" }, Site("3333333333333333", "Desk.Quiet.Ask()", "quiet.ask"));
        var before = s_before with { CallSites = [s_site, quiet] };
        var after = before with { CallSites = [renamed, quiet with { Id = "9999999999999999", Member = "Desk.Quiet.Query()" }], Reaches = [new("POST /tickets/{id}/summary", "http", [renamed.Id])] };

        // The second build runs already, beside the first.
        await using var server = await RunningServer.StartAsync(
        [
            .. Enumerable.Range(0, 3).Select(_ => new TestSpan { Input = 1_000_000, Output = 0, More = At(s_site) }),
            new TestSpan { Input = 1_000_000, Output = 0, More = At(renamed) },
        ]);
        Environment.SetEnvironmentVariable(KeyVariable, RunningServer.ApiKey);
        string[] asked = ["--collector", server.Server.Http.AbsoluteUri, "--key-env", KeyVariable];

        var json = (await DiffAsync(before, after, asked)).Json;
        var markdown = (await Tool.RunAsync(["diff", Save("base", before), Save("head", after), .. asked, "--format", "markdown"])).Output;
        var table = (await Tool.RunAsync(["diff", Save("base", before), Save("head", after), .. asked])).Output;

        Assert.Equal(
            [("Moved", quiet.Id, (long?)null, null, "no calls of it are known"), ("Moved", s_site.Id, 4L, 600_000_000L, "what its own calls cost")],
            json["changes"]!.AsArray().Select(change => (
                (string)change!["change"]!, (string)change["formerName"]!, (long?)change["cost"]!["last30Days"]?["calls"], (long?)change["cost"]!["expectedNanoUsdIn30Days"], (string)change["cost"]!["basis"]!)));
        Assert.Equal((0L, 0), ((long)json["costs"]!["expectedChangeNanoUsd"]!, (int)json["costs"]!["unknownChanges"]!));
        foreach (var text in (string[])[markdown, table])
        {
            Assert.Contains("0 added, 0 removed, 0 changed, 2 moved.", text, StringComparison.Ordinal);
            Assert.Contains("member: Desk.Tickets.Summarize() → Desk.Tickets.Shorten(); file: Tickets.cs → Short.cs", text, StringComparison.Ordinal);
            Assert.Contains("0.6 USD for 4 calls", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_build_that_was_saved_compares_as_the_build()
    {
        var saved = Path.Combine(_folder.Path, "saved.json");
        await DiffAsync(s_before, s_before, "--save", saved);

        var diff = await Tool.RunAsync("diff", saved, Save("again", s_before), "--json");

        Assert.Equal((ExitCode.Done, 0), (diff.Code, diff.Json["changes"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_comment_says_what_each_call_site_cost_and_expects_only_what_it_knows()
    {
        var other = Site("bbbbbbbbbbbbbbb2", "Desk.Replies.Draft()", "reply.draft");
        var odd = Site("ccccccccccccccc3", "Desk.Replies.Odd()", "reply.odd");
        var before = s_before with { CallSites = [s_site, other, odd] };
        await using var server = await RunningServer.StartAsync(
        [
            .. Enumerable.Range(0, 10).Select(_ => new TestSpan { Input = 1_000_000, Output = 0, More = At(s_site) }),
            .. Enumerable.Range(0, 4).Select(_ => new TestSpan { Input = 1_000_000, Output = 0, Model = "gpt-4o", Feature = other.Feature, More = At(other) }),
            TestSpan.Unpriced with { Feature = odd.Feature, More = At(odd) },
            TestSpan.Unpriced,
        ]);
        var after = before with
        {
            CallSites =
            [
                s_site with { Model = "gpt-4o" },
                other with { Sdk = "openai2" },
                odd with { Sdk = "openai2" },
                Site("ddddddddddddddd4", "Desk.Tickets.SummarizeAgain()", "ticket.summarize"),
                Site("eeeeeeeeeeeeeee5", "Desk.Tickets.Title()", null) with { Model = "gpt-4o" },
                Site("fffffffffffffff6", "Desk.Replies.New()", "made.up.today"),
            ],
        };
        Environment.SetEnvironmentVariable(KeyVariable, RunningServer.ApiKey);
        string[] asked = ["--collector", server.Server.Http.AbsoluteUri, "--key-env", KeyVariable];

        var diff = (await DiffAsync(before, after, asked)).Json;

        // A million input tokens: 0.15 USD of gpt-4o-mini, 2.50 USD of gpt-4o.
        const long Mini = 150_000_000, Large = 2_500_000_000;
        Assert.Equal(
            [
                (s_site.Id, 10L, 10 * Mini, Large, 10 * Large),
                (other.Id, 4, 4 * Large, Large, 4 * Large),
                (odd.Id, 1, 0, null, null),
                ("ddddddddddddddd4", null, null, Mini, 10 * Mini),
                ("eeeeeeeeeeeeeee5", null, null, Large, null),
                ("fffffffffffffff6", null, null, null, null),
            ],
            diff["changes"]!.AsArray().Where(change => (string)change!["kind"]! == "CallSite").OrderBy(change => (string)change!["name"]!, StringComparer.Ordinal).Select(change => (
                (string)change!["name"]!,
                (long?)change["cost"]!["last30Days"]?["calls"],
                (long?)change["cost"]!["last30Days"]?["costNanoUsd"],
                (long?)change["cost"]!["expectedNanoUsdPerCall"],
                (long?)change["cost"]!["expectedNanoUsdIn30Days"])));
        var costs = diff["costs"]!;
        Assert.Equal((16, 2, (10 * Mini) + (4 * Large)), ((int)costs["total"]!["calls"]!, (int)costs["total"]!["unpricedCalls"]!, (long)costs["total"]!["costNanoUsd"]!));
        Assert.Equal((1, (10 * (Large - Mini)) + (10 * Mini), 3), ((int)costs["withoutCallSite"]!["calls"]!, (long)costs["expectedChangeNanoUsd"]!, (int)costs["unknownChanges"]!));

        var comment = await Tool.RunAsync(["diff", Save("base", before), Save("head", after), "--collector", server.Server.Http.AbsoluteUri, "--key-stdin", "--format", "markdown"], answer: RunningServer.ApiKey + "\n");
        Assert.StartsWith("<!-- aiinstrument-diff -->\n", comment.Output, StringComparison.Ordinal);
        Assert.Contains("3 added, 0 removed, 3 changed, 0 moved.", comment.Output, StringComparison.Ordinal);
        Assert.Contains("All calls of the last 30 days: 11.5 USD for 16 calls, 2 of them unpriced. Without a call site: unpriced (1 call). The changed calls are expected to cost 25 USD more in 30 days; of 3 changes that is unknown.", comment.Output, StringComparison.Ordinal);
        Assert.Contains("| 1.5 USD for 10 calls | 25 USD | a call of the new model costs as much on average, and it is called as often as before |", comment.Output, StringComparison.Ordinal);
        Assert.Contains("| unpriced (1 call) | unknown | its calls have no price |", comment.Output, StringComparison.Ordinal);
        Assert.Contains("| unknown | unknown | neither its feature nor its model is known from the last 30 days |", comment.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningServer.ApiKey, comment.Output + comment.Error + diff, StringComparison.Ordinal);

        // What is gone costs no more; what is no longer measured costs nobody knows what.
        var gone = (await DiffAsync(before, before with { CallSites = [s_site with { State = BuildCallSite.Escaped, Reason = "opted-out" }, odd] }, asked)).Json["changes"]!.AsArray();
        Assert.Equal((10 * Mini, null, "it is not measured"), Expected(gone, s_site.Id));
        Assert.Equal((4 * Large, 0L, "what its own calls cost"), Expected(gone, other.Id));

        static (long?, long?, string) Expected(JsonArray changes, string site) =>
            changes.Single(change => (string)change!["name"]! == site)!["cost"]! is var cost ? ((long?)cost["last30Days"]?["costNanoUsd"], (long?)cost["expectedNanoUsdIn30Days"], (string)cost["basis"]!) : default;
    }

    [Fact]
    public async Task Every_page_of_the_call_sites_is_read()
    {
        var sites = Enumerable.Range(0, 230).Select(number => Site(string.Create(CultureInfo.InvariantCulture, $"{number:x16}"), $"Desk.Many.Call{number}()", "many.calls")).ToArray();
        await using var server = await RunningServer.StartAsync(sites.Select(site => new TestSpan { Feature = site.Feature, More = At(site) }));
        Environment.SetEnvironmentVariable(KeyVariable, RunningServer.ApiKey);

        var diff = (await DiffAsync(s_before with { CallSites = sites }, s_before with { CallSites = [] }, "--collector", server.Server.Http.AbsoluteUri, "--key-env", KeyVariable)).Json;

        Assert.All(diff["changes"]!.AsArray().Where(change => (string)change!["kind"]! == "CallSite"), change => Assert.Equal(1, (int)change!["cost"]!["last30Days"]!["calls"]!));
        Assert.Equal((230, null), ((int)diff["costs"]!["total"]!["calls"]!, (int?)diff["costs"]!["withoutCallSite"]?["calls"]));
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

    private static Dictionary<string, string> At(BuildCallSite site) => new(StringComparer.Ordinal) { ["aiinstrument.call_site.id"] = site.Id };

    private static BuildCallSite Site(string id, string member, string? feature) =>
        new(id, member, "Tickets.cs", 7, "openai", "OpenAI.Chat.ChatClient.CompleteChatAsync", "openai", null, feature, BuildCallSite.Intercepted, null);

    private async Task<ToolResult> DiffAsync(BuildManifest before, BuildManifest after, params string[] more) =>
        await Tool.RunAsync(["diff", Save("base", before), Save("head", after), "--json", .. more]);

    private string Save(string name, BuildManifest manifest)
    {
        var file = Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"{name}.json"));
        File.WriteAllText(file, JsonSerializer.Serialize(CoverageReport.Of([new BuildAssembly(manifest.Assembly, manifest, null, default)], null), CodeJson.Default.CoverageReport));
        return file;
    }
}
