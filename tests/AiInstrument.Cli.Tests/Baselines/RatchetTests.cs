using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Cli.Baselines;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;
using AiInstrument.Cli.Scanning;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Baselines;

/// <summary>What becomes of an accepted finding when its code changes.</summary>
public sealed class RatchetTests(CodeBase code)
{
    private const string Head = "using OpenAI.Chat;\nnamespace Shop;\n";
    private const string One = "public class A(ChatClient chat) { public ChatCompletion Ask(string text) => chat.CompleteChat(text); }\n";
    private const string Two = "public class A(ChatClient chat) { public void Ask(string text) { chat.CompleteChat(text); chat.CompleteChat(text); } }\n";
    private const string Other = "public class B(ChatClient chat) { public ChatCompletion Tell(string text) => chat.CompleteChat(text); }\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string, int, int, int> Changes() => new()
    {
        { "nothing", One, "A.cs", One, 0, 0, 0 },
        { "moved down", One, "A.cs", "\n\n// A comment.\n" + One, 0, 0, 0 },
        { "moved behind another class", One + Other, "A.cs", Other + One, 0, 0, 0 },
        { "renamed file", One, "Renamed.cs", One, 0, 0, 0 },
        { "deleted call", One + Other, "A.cs", Other, 0, 1, 0 },
        { "duplicated call", One, "A.cs", Two, 1, 0, 0 },
        { "one of two identical calls deleted", Two, "A.cs", "public class A(ChatClient chat) { public void Ask(string text) { chat.CompleteChat(text); } }\n", 0, 1, 0 },
        { "another call in another method", One, "A.cs", One + Other, 1, 0, 0 },
        { "renamed method", One, "A.cs", One.Replace("Ask", "Query", StringComparison.Ordinal), 0, 0, 1 },
        { "renamed method with two calls", Two, "A.cs", Two.Replace("Ask", "Query", StringComparison.Ordinal), 0, 0, 2 },
        { "renamed class in another file", One, "B.cs", One.Replace("class A", "class B", StringComparison.Ordinal), 0, 0, 1 },
        { "renamed method and class", One, "B.cs", One.Replace("class A", "class B", StringComparison.Ordinal).Replace("Ask", "Query", StringComparison.Ordinal), 1, 1, 0 },
        { "renamed method, and a copy of it", One, "A.cs", One.Replace("Ask", "Query", StringComparison.Ordinal) + One.Replace("class A", "class B", StringComparison.Ordinal), 2, 1, 0 },
        { "renamed method with another argument", One, "A.cs", One.Replace("Ask", "Query", StringComparison.Ordinal).Replace("(text);", "(text + \"!\");", StringComparison.Ordinal), 1, 1, 0 },
        { "renamed method with another parameter", One, "A.cs", One.Replace("Ask(string text", "Query(string text, int more", StringComparison.Ordinal), 1, 1, 0 },
        { "renamed method with a second call", One, "A.cs", Two.Replace("Ask", "Query", StringComparison.Ordinal), 2, 1, 0 },
        { "another call in the place of one that is gone", One + Other, "A.cs", One + Other.Replace("class B", "class C", StringComparison.Ordinal).Replace("Tell", "Say", StringComparison.Ordinal), 1, 1, 0 },
        { "another argument", One, "A.cs", One.Replace("(text);", "(text + \"!\");", StringComparison.Ordinal), 0, 0, 0 },
        { "all at once", One + Other, "Renamed.cs", "// Moved.\n" + Two, 1, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Accepted_findings_follow_their_call(string change, string before, string file, string after, int expectedNew, int expectedGone, int expectedMoved)
    {
        var accepted = Accept(await code.ScanAsync(uses: false, ("A.cs", Head + before)));

        var check = BaselineCheck.Of(accepted, "b.json", await code.ScanAsync(uses: false, (file, Head + after)));

        Assert.True((expectedNew, expectedGone, expectedMoved) == (check.New.Count, check.Vanished.Count, check.Moved.Count), $"{change}: {check.New.Count} new, {check.Vanished.Count} gone, {check.Moved.Count} moved");
        Assert.Equal(accepted.Findings.Count - expectedGone, check.Apply(accepted, acceptNew: false).Findings.Count);
        Assert.Equal(accepted.Findings.Count - expectedGone + expectedNew, check.Apply(accepted, acceptNew: true).Findings.Count);
    }

    [Fact]
    public async Task The_file_gets_only_smaller_unless_more_is_asked_for_and_the_same_findings_give_the_same_bytes()
    {
        var before = await code.ScanAsync(uses: false, ("A.cs", Head + One));
        var after = await code.ScanAsync(uses: false, ("A.cs", Head + Two + Other));
        var accepted = Accept(before);

        Assert.Equal(accepted.Findings.Select(entry => entry.Key), BaselineCheck.Of(accepted, "b", after).Apply(accepted, acceptNew: false).Findings.Select(entry => entry.Key));
        var more = BaselineCheck.Of(accepted, "b", after).Apply(accepted, acceptNew: true);
        Assert.Equal(3, more.Findings.Count);
        Assert.Equal(more.ToText(), BaselineCheck.Of(more, "b", after).Apply(more, acceptNew: true).ToText());
        Assert.Equal(more.ToText(), Accept(after).ToText());
        Assert.DoesNotContain("A.cs", more.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moved_is_said_and_written_down_only_when_asked()
    {
        var before = Accept(await code.ScanAsync(uses: false, ("A.cs", Head + One)));
        var after = await code.ScanAsync(uses: false, ("A.cs", Head + One.Replace("Ask", "Query", StringComparison.Ordinal)));
        var check = BaselineCheck.Of(before, "b.json", after);
        const string Sentence = "AII0001 is accepted, since it moved from Shop.A.Ask(string) to Shop.A.Query(string).";

        Assert.Contains("0 new findings, 0 accepted by b.json, 1 moved, 0 gone. Write down what moved with --update.", Write("table").Output, StringComparison.Ordinal);
        Assert.Contains("Shop.A.Ask(string)", Write("table").Output, StringComparison.Ordinal);
        Assert.Contains("| AII0001 | Shop | Shop.A.Ask(string) | Shop.A.Query(string) |", Write("markdown").Output, StringComparison.Ordinal);
        Assert.Matches($"^::notice file=A.cs,line=\\d+,col=\\d+,title=AII0001::{Regex.Escape(Sentence)}\n$", Write("github").Output);
        Assert.Equal((0, Sentence), (JsonNode.Parse(Write("sarif").Output)!["runs"]![0]!["results"]!.AsArray().Count, Write("sarif").Error.Trim()));
        var json = JsonNode.Parse(Write("json").Output)!["moved"]![0]!;
        Assert.Equal(("Shop.A.Ask(string)", "Shop.A.Query(string)"), ((string)json["from"]!["member"]!, (string)json["to"]!["member"]!));

        var written = check.Apply(before, acceptNew: false);
        Assert.Equal(Accept(after).ToText(), written.ToText());
        Assert.Equal((0, 0, 0), BaselineCheck.Of(written, "b", after) is var again ? (again.New.Count, again.Moved.Count, again.Vanished.Count) : default);

        (string Output, string Error) Write(string format)
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            new CommandConsole(TextReader.Null, output, error, unattended: true).Write(check, after, format);
            return (output.ToString(), error.ToString());
        }
    }

    [Fact]
    public async Task What_an_older_tool_accepted_is_followed_once_it_was_written_again()
    {
        var one = await code.ScanAsync(uses: false, ("A.cs", Head + One));
        var old = Baseline.Of(Accept(one).Findings.Select(entry => entry with { Code = null }));
        var renamed = await code.ScanAsync(uses: false, ("A.cs", Head + One.Replace("Ask", "Query", StringComparison.Ordinal)));

        Assert.Equal((1, 0), BaselineCheck.Of(old, "b", renamed) is var strict ? (strict.New.Count, strict.Moved.Count) : default);
        var again = BaselineCheck.Of(old, "b", one).Apply(old, acceptNew: false);
        Assert.Equal((0, 1), BaselineCheck.Of(again, "b", renamed) is var followed ? (followed.New.Count, followed.Moved.Count) : default);
    }

    [Fact]
    public async Task Of_a_project_that_was_not_read_whole_nothing_is_taken_out()
    {
        var accepted = Accept(await code.ScanAsync(uses: false, ("A.cs", Head + One)));
        var torn = new ScanReport("", [new ScannedProject("Shop", "Shop.csproj", null, ProjectState.Failed, null, 0, ["It is torn."])], [], []);

        var check = BaselineCheck.Of(accepted, "b", torn);

        Assert.Equal((0, 1), (check.Vanished.Count, check.Unchecked));
        Assert.Equal(accepted.ToText(), check.Apply(accepted, acceptNew: true).ToText());
    }

    [Fact]
    public async Task The_command_makes_the_file_passes_with_it_and_fails_on_what_is_new()
    {
        var (project, file) = (code.PathOf("Site/Site.csproj"), code.PathOf("aii-baseline.json"));
        var none = await Tool.RunAsync("check", project, "--baseline", file);
        Assert.Equal((ExitCode.Failed, true), (none.Code, none.Error.Contains("make it with --update", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.WrongArguments, (await Tool.RunAsync("check", project, "--accept-new")).Code);

        var made = await Tool.RunAsync("check", project, "--baseline", file, "--update", "--json");
        Assert.Equal((ExitCode.Done, 1, 1), (made.Code, (int)made.Json["written"]!, (int)made.Json["version"]!));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);

        var passed = await Tool.RunAsync("check", project, "--baseline", file, "--strict");
        Assert.Equal((ExitCode.Done, true), (passed.Code, passed.Output.Contains("0 new findings, 1 accepted by aii-baseline.json, 0 moved, 0 gone", StringComparison.Ordinal)));

        // What the file accepted was the same call in a member of another name: that passes, and not with --strict.
        var text = (await File.ReadAllTextAsync(file, Cancel)).Replace("\"id\": \"", "\"id\": \"f", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text, Cancel);
        Assert.Equal(ExitCode.Done, (await Tool.RunAsync("check", project, "--baseline", file)).Code);
        Assert.Equal(ExitCode.NotMet, (await Tool.RunAsync("check", project, "--baseline", file, "--strict")).Code);

        // It was another call: the one that is there is new, and the other is gone.
        await File.WriteAllTextAsync(file, text.Replace("\"code\": \"", "\"code\": \"f", StringComparison.Ordinal), Cancel);
        var failed = await Tool.RunAsync("check", project, "--baseline", file, "--update", "--format", "github");
        Assert.Equal(ExitCode.NotMet, failed.Code);
        Assert.StartsWith("::warning file=Pages.cs,line=1,col=", failed.Output, StringComparison.Ordinal);
        Assert.Empty((await Baseline.ReadAsync(file, Cancel)).Findings);
        Assert.NotEmpty(bytes);
    }

    [Theory]
    [InlineData("[]", "no baseline")]
    [InlineData("{\"version\":2,\"findings\":[]}", "update the tool")]
    [InlineData("{\"version\":1}", "no baseline")]
    [InlineData("{\"version\":1,\"findings\":[{}]}", "no baseline")]
    [InlineData("half {", "no baseline")]
    public async Task What_is_no_baseline_is_refused(string text, string reason)
    {
        var file = code.PathOf($"wrong-{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(file, text, Cancel);

        Assert.Contains(reason, (await Assert.ThrowsAsync<InvalidDataException>(() => Baseline.ReadAsync(file, Cancel))).Message, StringComparison.Ordinal);
    }

    private static Baseline Accept(ScanReport report) => BaselineCheck.Of(Baseline.Empty, "b", report).Apply(Baseline.Empty, acceptNew: true);
}
