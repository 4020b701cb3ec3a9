using AiInstrument.Cli.Init;
using AiInstrument.Cli.Scanning;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Init;

public sealed class ProjectChoiceTests(CodeBase code)
{
    [Fact]
    public async Task Projects_with_model_calls_get_the_package_and_others_are_left_alone()
    {
        var plan = (await Tool.RunAsync("init", code.PathOf("Restored.slnx"), "--json")).Json;

        Assert.Equal(
            [("Broken/Broken.csproj", "has 1 model call (openai)"), ("Shop/Shop.csproj", "has 4 model calls (http, openai)"), ("Site/Site.csproj", "has 1 model call (openai)")],
            plan["changes"]!.AsArray().Where(change => ((string)change!["file"]!).EndsWith(".csproj", StringComparison.Ordinal)).Select(change => (((string)change!["file"]!).Replace('\\', '/'), (string)change["why"]!)));
        var notes = plan["notes"]!.AsArray().Select(note => (string)note!).ToList();
        Assert.Contains("Left alone, because they hold tests or no model call: Shop.Tests, Words. --project names others.", notes);
        Assert.Contains(notes, note => note.StartsWith("Not read whole: Broken. It does not compile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_without_a_call_or_an_SDK_is_refused()
    {
        var refused = await Tool.RunAsync("init", code.PathOf("Words/Words.csproj"), "--yes");

        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Contains("No project has a model call", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ProjectState.Scanned), "references OpenAI; no call is found yet")]
    [InlineData(nameof(ProjectState.NoModel), "references OpenAI; no call is found yet")]
    [InlineData(nameof(ProjectState.Partial), "references OpenAI; it could not be read whole")]
    [InlineData(nameof(ProjectState.Failed), "references OpenAI; it could not be read whole")]
    [InlineData(null, "references OpenAI; its code was not read")]
    public void Where_no_call_is_found_references_decide_and_the_reason_says_so(string? state, string why)
    {
        var shop = ProjectFile.Read(code.PathOf("Shop/Shop.csproj"));
        var words = ProjectFile.Read(code.PathOf("Words/Words.csproj"));
        var scan = state is null ? null : new ScanReport(code.Folder, [new ScannedProject("Shop", "Shop/Shop.csproj", null, Enum.Parse<ProjectState>(state), null, 0, ["reason"]), new ScannedProject("Words", "Words/Words.csproj", null, ProjectState.NoModel, null, 0, [])], [], []);

        var (project, reason) = Assert.Single(new ProjectChoice([shop, words], scan).Choose());

        Assert.Equal((shop, why), (project, reason));
    }
}
