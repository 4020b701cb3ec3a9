using System.Diagnostics;
using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>What somebody does who has just heard of the package: a new web application, the package, the first example of an SDK, the fix, and a look at the dashboard.</summary>
[Collection(PackagesCollection.Name)]
public sealed class FirstTenMinutesTests(PackedPackages packages, ITestOutputHelper output)
{
    // What the page shows reads a key and asks OpenAI; here the stub answers.
    private const string Key = "Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")";
    private const string Stubbed = "new System.ClientModel.ApiKeyCredential(\"key\"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri(app.Configuration[\"MODELS\"]!) }";

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_web_application_has_its_first_call_on_the_dashboard()
    {
        using var user = new PackageUser(packages);
        await user.DotnetAsync("new", "web", "--output", "App", "--no-restore");
        Said("dotnet new web");
        await user.DotnetAsync("add", "App", "package", "AiInstrument", "--version", packages.Version);
        await user.DotnetAsync("add", "App", "package", "OpenAI", "--version", BuildFacts.VersionOf("OpenAI"));
        Said("dotnet add package");
        var page = GettingStarted.Read();
        Assert.Contains(Key, page.Before, StringComparison.Ordinal);
        user.Write("App/Program.cs", page.Before.Replace(Key, Stubbed, StringComparison.Ordinal));
        var warned = await user.DotnetAsync("build", "App", "-nologo", "-p:ErrorLog=aii.sarif%2Cversion=2.1");
        Said("dotnet build");
        Assert.Contains(page.Warning, warned, StringComparison.Ordinal);
        AssertInSarif(user.Read("App/aii.sarif"));

        await user.DotnetAsync("format", "analyzers", "App", "--diagnostics", "AII0002", "--severity", "warn", "--no-restore");
        Said("dotnet format analyzers");
        Assert.Contains("[AiFeature(\"", user.Read("App/Program.cs"), StringComparison.Ordinal);
        user.Write("App/Program.cs", page.After.Replace(Key, Stubbed, StringComparison.Ordinal));
        Assert.Contains("0 Warning(s)", await user.DotnetAsync("build", "App", "-nologo"), StringComparison.Ordinal);
        Said("two lines, dotnet build");

        using var data = new TempFolder();
        await using var collector = await CollectorHost.StartAsync(data.Path);
        await using var models = DotnetProcess.Start([BuildFacts.ModelStub, "--port", "0"]);
        var stub = (await models.ReadAfterAsync("Model stub:", Cancel)).Split(' ')[0];
        await using var app = DotnetProcess.Start(
            [user.PathOf("App", "bin", "Debug", "net10.0", "App.dll"), "--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["MODELS"] = stub.TrimEnd('/') + "/v1",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Otlp.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-api-key=" + CollectorHost.ApiKey,
            },
            folder: user.PathOf("App"));
        var address = await app.ReadAfterAsync("      Now listening on:", Cancel);
        using var http = new HttpClient();
        Assert.NotEmpty(await http.GetStringAsync(new Uri(new Uri(address), "/haiku"), Cancel));
        var records = await collector.ReadRecordsAsync();
        while (records.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
            records = await collector.ReadRecordsAsync();
        }

        Said("run, call, record on the dashboard");
        var record = Assert.Single(records);
        Assert.Equal("GET /haiku", record.GetProperty("route").GetString());
        Assert.Contains($"[AiFeature(\"{record.GetProperty("feature").GetString()}\")]", user.Read("App/Program.cs"), StringComparison.Ordinal);
        Assert.True(record.GetProperty("costNanoUsd").GetInt64() > 0);
    }

    // What docs/ci/README.md says of a build's SARIF.
    private static void AssertInSarif(string sarif)
    {
        var results = JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        var ours = Assert.Single(results, result => result.GetProperty("ruleId").GetString() == "AII0002");
        Assert.False(string.IsNullOrEmpty(ours.GetProperty("properties").GetProperty("customProperties").GetProperty("AiCallSiteId").GetString()));
        Assert.False(ours.TryGetProperty("partialFingerprints", out _));
    }

    private void Said(string step)
    {
        output.WriteLine(FormattableString.Invariant($"{_watch.Elapsed.TotalSeconds,5:0.0} s  {step}"));
        _watch.Restart();
    }
}
