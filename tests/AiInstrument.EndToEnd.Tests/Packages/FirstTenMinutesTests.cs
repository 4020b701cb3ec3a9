using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>What somebody does who has just heard of the package, as <c>tools/ten-minutes.sh</c> does it: a new web application, the package, the first example of an SDK, the fix, and a look at the dashboard.</summary>
[Collection(PackagesCollection.Name)]
public sealed class FirstTenMinutesTests(PackedPackages packages, ITestOutputHelper output)
{
    [Fact]
    public async Task A_new_web_application_has_its_first_call_on_the_dashboard()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        using var folder = new TemporaryFolder();
        await using var script = DotnetProcess.Start([Path.Combine(BuildFacts.Repository, "tools", "ten-minutes.sh"), "--packages", packages.Path, "--stub", BuildFacts.ModelStub, "--folder", folder.Path], host: "bash");
        var code = await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(script.Output);

        Assert.Equal(0, code);
        Assert.Contains(GettingStarted.Read().Warning, script.Output, StringComparison.Ordinal);
        Assert.Contains("0 Warning(s)", script.Output, StringComparison.Ordinal);
        Assert.Matches(@"on the dashboard: model gpt-4o-mini\S*, feature haiku\.write, route GET /haiku, [1-9]\d* nano-dollars", script.Output);
        Assert.Matches(@"\d s  in all", script.Output);
    }

    // What docs/ci/README.md says of a build's SARIF.
    [Fact]
    public async Task A_build_writes_the_finding_with_the_call_site_into_its_SARIF()
    {
        using var user = new PackageUser(packages);
        await user.DotnetAsync("new", "web", "--output", "App", "--no-restore");
        await user.DotnetAsync("add", "App", "package", "AiInstrument", "--version", packages.Version);
        await user.DotnetAsync("add", "App", "package", "OpenAI", "--version", BuildFacts.VersionOf("OpenAI"));
        user.Write("App/Program.cs", GettingStarted.Read().Before);

        await user.DotnetAsync("build", "App", "-nologo", "-p:ErrorLog=aii.sarif%2Cversion=2.1");

        var results = JsonDocument.Parse(user.Read("App/aii.sarif")).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        var ours = Assert.Single(results, result => result.GetProperty("ruleId").GetString() == "AII0002");
        Assert.False(string.IsNullOrEmpty(ours.GetProperty("properties").GetProperty("customProperties").GetProperty("AiCallSiteId").GetString()));
        Assert.False(ours.TryGetProperty("partialFingerprints", out _));
    }
}
