using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>What the recipes promise of themselves (docs/ci/README.md).</summary>
public sealed partial class RecipeSafetyTests
{
    private const string GitHub = "docs/ci/github.yml";

    public static TheoryData<string> Files => [.. Recipe.Files];

    [Fact]
    public void There_is_one_for_each_CI() => Assert.Equal(["docs/ci/azure-pipelines.yml", GitHub, "docs/ci/gitlab-ci.yml"], Recipe.Files);

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_tasks_and_images_are_pinned(string file)
    {
        var recipe = Recipe.Read(file);

        Assert.All(recipe.Steps.Select(step => step.Uses).OfType<string>(), uses => Assert.Matches(uses.Contains('/', StringComparison.Ordinal) ? @"^[\w./-]+@v\d+\.\d+\.\d+$" : @"^\w+@\d+$", uses));
        Assert.All(Scalars(recipe.Root, "image").Concat(Scalars(recipe.Root, "runs-on")).Concat(Scalars(recipe.Root, "vmImage")), image => Assert.Matches(@"[:-]\d+\.\d+$", image));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_that_somebody_else_chooses_is_written_into_a_script(string file) =>
        Assert.All(Recipe.Read(file).Steps.Select(step => step.Script).OfType<string>(), script =>
        {
            Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
            Assert.DoesNotMatch(MacroOfAzure(), script);
        });

    [Theory]
    [MemberData(nameof(Files))]
    public void Secrets_reach_a_step_through_its_environment(string file)
    {
        var recipe = Recipe.Read(file);

        foreach (var step in recipe.Steps)
        {
            Assert.All(step.With.Where(setting => setting.Key is not ("run" or "script")), setting => Assert.DoesNotContain("secrets.", setting.Value, StringComparison.Ordinal));
            Assert.DoesNotContain("--key ", step.Script ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_token_of_GitHub_may_do_what_each_job_needs_and_no_more()
    {
        var root = Recipe.Read(GitHub).Root;

        Assert.Empty(Recipe.Map(root, "permissions")!);
        var jobs = Recipe.Map(root, "jobs")!.ToDictionary(job => job.Key.ToString(), job => Recipe.Map((YamlMappingNode)job.Value, "permissions")!.Select(p => $"{p.Key}: {p.Value}"), StringComparer.Ordinal);
        Assert.Equal(["contents: read", "security-events: write"], jobs["check"]);
        Assert.Equal(["contents: read", "pull-requests: write"], jobs["comment"]);
        Assert.Equal(2, jobs.Count);
        Assert.Equal(["false", "false"], Scalars(root, "persist-credentials"));
    }

    [Fact]
    public void A_token_is_in_no_argument_and_where_it_is_no_code_of_the_change_runs()
    {
        var comment = Recipe.Map(Recipe.Read("docs/ci/gitlab-ci.yml").Root, "comment")!;

        Assert.Equal("none", Recipe.Map(comment, "variables")!["GIT_STRATEGY"].ToString());
        Assert.Contains("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID", comment["rules"].ToString(), StringComparison.Ordinal);
        var azure = Recipe.Read("docs/ci/azure-pipelines.yml").Steps.Single(step => step.Environment.ContainsKey("SYSTEM_ACCESSTOKEN"));
        Assert.DoesNotContain("dotnet", azure.Script, StringComparison.Ordinal);
        Assert.Contains("ne(variables['System.PullRequest.IsFork'], 'True')", azure.With["condition"], StringComparison.Ordinal);
        Assert.All(Files.SelectMany(file => Recipe.Read(file.Data).Steps).Select(step => step.Script).OfType<string>(), script => Assert.DoesNotMatch(@"curl[^|\n]*TOKEN", script));
    }

    [Fact]
    public void A_pull_request_of_a_fork_is_not_commented_and_gets_no_secret() =>
        Assert.Contains("!github.event.pull_request.head.repo.fork", Recipe.Map(Recipe.Map(Recipe.Read(GitHub).Root, "jobs")!, "comment")!["if"].ToString(), StringComparison.Ordinal);

    private static IEnumerable<string> Scalars(YamlNode node, string key) => node switch
    {
        YamlMappingNode map => map.SelectMany(child => child.Key.ToString() == key && child.Value is YamlScalarNode text ? [text.Value!] : Scalars(child.Value, key)),
        YamlSequenceNode list => list.SelectMany(child => Scalars(child, key)),
        _ => [],
    };

    [GeneratedRegex(@"\$\((?:System|Build|variables)\.")]
    private static partial Regex MacroOfAzure();
}
