using AiInstrument.Docs.Tests.Shell;

namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>The recipes' commands run, in a repository of two commits and with what their CI sets.</summary>
[Collection(LiveServerCollection.Name)]
public sealed class RecipeRunTests(LiveServer server)
{
    private const string GitHub = "docs/ci/github.yml";

    [Fact]
    public async Task GitHub_checks_the_code_and_keeps_one_comment_on_the_pull_request()
    {
        await using var repository = await SampleRepository.CreateAsync(scans: true);
        await AcceptWhatIsThereAsync(repository);

        await RunAsync(repository, GitHub);
        var first = Assert.Single(repository.Comments);
        await RunAsync(repository, GitHub, "comment");

        Assert.Equal(first, Assert.Single(repository.Comments));
        Assert.StartsWith("<!-- aiinstrument-diff -->", first, StringComparison.Ordinal);
        Assert.Contains("ticket.reply", first, StringComparison.Ordinal);
        Assert.Contains("PATCH", repository.Commands[^1]);
        var sarif = await File.ReadAllTextAsync(Path.Combine(repository.Root, "aii.sarif"), TestContext.Current.CancellationToken);
        Assert.Contains("AII0001", sarif, StringComparison.Ordinal);
        AssertKnown(repository);
    }

    [Fact]
    public async Task GitHub_fails_on_a_call_that_the_baseline_does_not_have()
    {
        await using var repository = await SampleRepository.CreateAsync(scans: true);
        await AcceptWhatIsThereAsync(repository);
        await File.WriteAllTextAsync(
            Path.Combine(repository.Root, "App", "New.cs"),
            """public class New(HttpClient http) { public Task<HttpResponseMessage> AskAsync(HttpContent body) => http.PostAsync("https://api.anthropic.com/v1/messages", body); }""",
            TestContext.Current.CancellationToken);

        var step = Assert.Single(Recipe.Read(GitHub).Steps, step => step.Script?.Contains("aiinstrument check", StringComparison.Ordinal) == true);
        var (code, output) = await repository.RunAsync(step.Script!, new Dictionary<string, string>(StringComparer.Ordinal));

        Assert.Equal(Cli.ExitCode.NotMet, code);
        Assert.Contains("New.cs", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/ci/azure-pipelines.yml", "staging/aii.md", "PATCH /acme/desk-id/_apis/git/repositories/repository-id/pullRequests/17/threads/100/comments/1")]
    [InlineData("docs/ci/gitlab-ci.yml", "repository/aii.md", "PUT /api/v4/projects/5/merge_requests/17/notes/100")]
    public async Task The_others_compare_the_two_builds_and_keep_one_comment(string file, string report, string change)
    {
        await using var repository = await SampleRepository.CreateAsync(scans: false);
        await using var api = await ReviewApi.StartAsync();

        await RunAsync(repository, file, api: api);
        var said = await File.ReadAllTextAsync(repository.PathOf(report), TestContext.Current.CancellationToken);
        Assert.Equal(said, Assert.Single(api.Mine));
        await RunAsync(repository, file, api: api);

        // What others wrote stays, though one of them has the mark.
        Assert.Equal(said, Assert.Single(api.Mine));
        Assert.Equal(["POST", change], [api.Changes[0].Split(' ')[0], .. api.Changes.Skip(1)]);
        Assert.StartsWith("<!-- aiinstrument-diff -->", said, StringComparison.Ordinal);
        Assert.Contains("ticket.reply", said, StringComparison.Ordinal);
        Assert.Contains("All calls of the last 30 days", said, StringComparison.Ordinal);
        AssertKnown(repository);
    }

    [Theory]
    [InlineData("docs/ci/azure-pipelines.yml")]
    [InlineData("docs/ci/gitlab-ci.yml")]
    public async Task A_token_that_may_not_comment_fails_the_step_and_is_not_shown(string file)
    {
        await using var repository = await SampleRepository.CreateAsync(scans: false);
        await using var api = await ReviewApi.StartAsync();
        await File.WriteAllTextAsync(repository.PathOf("repository", "aii.md"), "report", TestContext.Current.CancellationToken);
        var step = Recipe.Read(file).Steps.Single(step => step.Script?.Contains("ask()", StringComparison.Ordinal) == true);
        var environment = Machine(repository, api);
        environment["SYSTEM_ACCESSTOKEN"] = environment["AII_GITLAB_TOKEN"] = "expired-token";

        var (code, output) = await repository.RunAsync(step.Script!, environment);

        Assert.NotEqual(0, code);
        Assert.Contains("401", output, StringComparison.Ordinal);
        Assert.DoesNotContain("expired-token", output, StringComparison.Ordinal);
        Assert.Empty(api.Changes);
    }

    private static async Task AcceptWhatIsThereAsync(SampleRepository repository)
    {
        File.Delete(Path.Combine(repository.Root, "aii-baseline.json"));
        var (code, output) = await repository.RunAsync("dotnet restore && dotnet aiinstrument check . --baseline aii-baseline.json --update", new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.True(code == 0, output);
    }

    // What the shell has run is held against the commands that exist, whatever way the script took.
    private static void AssertKnown(SampleRepository repository) =>
        Assert.All(repository.Commands, words => Assert.Null(words[0] == "gh" ? null : KnownCommands.Problem(new ShellLine(new Dictionary<string, string>(StringComparer.Ordinal), words))));

    private async Task RunAsync(SampleRepository repository, string file, string? job = null, ReviewApi? api = null)
    {
        var recipe = Recipe.Read(file);
        // A machine of a CI is a new one each time.
        Directory.Delete(repository.PathOf("temp"), recursive: true);
        Directory.CreateDirectory(repository.PathOf("temp"));
        Assert.Equal(0, (await repository.RunAsync("git worktree prune", new Dictionary<string, string>(StringComparer.Ordinal))).Code);
        foreach (var step in recipe.Steps.Where(step => step.Script is not null && (job is null || step.Job == job)))
        {
            var environment = Machine(repository, api);
            foreach (var (name, value) in step.Environment)
            {
                environment[name] = Evaluate(value, repository);
            }

            var (code, output) = await repository.RunAsync(step.Script!, environment);
            Assert.True(code == 0, $"{file}, {step.Name}: exit {code}\n{output}");
        }
    }

    private Dictionary<string, string> Machine(SampleRepository repository, ReviewApi? api) => new(StringComparer.Ordinal)
    {
        ["CI"] = "true",
        ["RUNNER_TEMP"] = repository.PathOf("temp"),
        ["GITHUB_REPOSITORY"] = "acme/desk",
        ["AGENT_TEMPDIRECTORY"] = repository.PathOf("temp"),
        ["BUILD_ARTIFACTSTAGINGDIRECTORY"] = repository.PathOf("staging"),
        ["BUILD_SOURCESDIRECTORY"] = repository.Root,
        ["CI_BUILDS_DIR"] = repository.PathOf("temp"),
        ["CI_PROJECT_DIR"] = repository.Root,
        ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = repository.BaseCommit,
        ["CI_MERGE_REQUEST_PROJECT_ID"] = "5",
        ["CI_MERGE_REQUEST_IID"] = "17",
        ["CI_API_V4_URL"] = api?.Address + "api/v4",
        ["AII_GITLAB_TOKEN"] = ReviewApi.Token,
        ["SYSTEM_COLLECTIONURI"] = api?.Address + "acme/",
        ["SYSTEM_TEAMPROJECTID"] = "desk-id",
        ["SYSTEM_PULLREQUEST_PULLREQUESTID"] = "17",
        ["BUILD_REPOSITORY_ID"] = "repository-id",
        ["AII_COLLECTOR"] = server.Dashboard.ToString(),
        ["AII_KEY"] = server.ValueOf("KEY")!,
    };

    // An expression that is not here fails: the recipe and this table are changed together.
    private string Evaluate(string value, SampleRepository repository) => value switch
    {
        "${{ github.event.pull_request.base.sha }}" => repository.BaseCommit,
        "${{ github.event.pull_request.number }}" => "17",
        "${{ github.token }}" => "token",
        "${{ vars.AII_COLLECTOR }}" => server.Dashboard.ToString(),
        "${{ secrets.AII_KEY }}" => server.ValueOf("KEY")!,
        "$(System.PullRequest.TargetBranchName)" => "main",
        "$(System.AccessToken)" => ReviewApi.Token,
        "$(AII_KEY)" => server.ValueOf("KEY")!,
        _ when !value.Contains("${{", StringComparison.Ordinal) && !value.Contains("$(", StringComparison.Ordinal) => value,
        _ => throw new InvalidOperationException($"The test does not know the expression {value}."),
    };
}
