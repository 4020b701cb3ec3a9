using System.Text.Json.Nodes;
using AiInstrument.Cli.Scanning;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Scanning;

public sealed class ScanTests(CodeBase code)
{
    private JsonNode Json => code.Scan.Json;

    private IEnumerable<JsonNode> Calls(string project) => Json["calls"]!.AsArray().Where(call => (string)call!["project"]! == project).Select(call => call!);

    private JsonNode Project(string name) => Json["projects"]!.AsArray().Single(project => (string)project!["name"]! == name)!;

    [Fact]
    public void Calls_are_found_by_SDK_member_and_model_though_nothing_uses_the_package()
    {
        Assert.Equal(
            [
                ("Shop.Orders.DescribeAsync(string)", "openai", null, "notInstalled", "not-installed", 7),
                ("Shop.Orders.Label(string)", "openai", "gpt-4o-mini", "notInstalled", "not-installed", 9),
                ("Shop.Orders.Later()", "openai", null, "escaped", "method-group", 11),
                ("Shop.Orders.RawAsync(System.Net.Http.HttpClient)", "http", null, "escaped", "raw-http", 13),
            ],
            Calls("Shop").Select(call => ((string)call["member"]!, (string)call["sdk"]!, (string?)call["model"], Camel(call["state"]!), (string)call["reason"]!, (int)call["line"]!)));
        Assert.All(Calls("Shop"), call => Assert.Equal("Shop/Orders.cs", (string)call["file"]!));
        Assert.Equal((1, 0), ((int)Json["version"]!, (int)Json["totals"]!["covered"]!));
    }

    [Fact]
    public void Each_call_that_is_not_measured_is_a_finding_with_the_call_sites_id()
    {
        var findings = Json["findings"]!.AsArray().Where(finding => (string)finding!["rule"]! == "AII0001" && (string)finding["project"]! == "Shop").ToArray();

        Assert.Equal(Calls("Shop").Select(call => (string)call["id"]!).Order(StringComparer.Ordinal), findings.Select(finding => (string)finding!["id"]!).Order(StringComparer.Ordinal));
        Assert.Contains(findings, finding => ((string)finding!["message"]!).EndsWith("is not measured because the project does not use AiInstrument", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_broken_is_named_with_its_reason_and_the_rest_is_scanned()
    {
        Assert.Equal(ExitCode.Incomplete, code.Scan.Code);
        Assert.Equal(("failed", true), (Camel(Project("Torn")["state"]!), Problem("Torn").StartsWith("MSB4025", StringComparison.Ordinal)));
        Assert.Equal(("partial", true), (Camel(Project("Fresh")["state"]!), Problem("Fresh").Contains("not restored", StringComparison.Ordinal)));
        Assert.Equal(("partial", true), (Camel(Project("Broken")["state"]!), Problem("Broken").Contains("CS0103", StringComparison.Ordinal)));
        Assert.Equal(("failed", "Only C# projects are scanned."), (Camel(Project("Old")["state"]!), Problem("Old")));

        // A project that does not compile still shows what does, and one that is not restored what needs no package.
        Assert.Equal("Broken.Half.Good()", (string)Assert.Single(Calls("Broken"))["member"]!);
        Assert.Equal("http", (string)Assert.Single(Calls("Fresh"))["sdk"]!);

        string Problem(string project) => (string)Project(project)["problems"]![0]!;
    }

    [Fact]
    public void Projects_that_can_call_no_model_are_not_compiled_and_tests_calls_are_counted_alone()
    {
        Assert.Equal("noModel", Camel(Project("Words")["state"]!));
        Assert.Equal(1, (int)Project("Shop.Tests")["testCalls"]!);
        Assert.Empty(Calls("Shop.Tests"));
        Assert.Equal("net10.0", (string)Project("Site")["framework"]!);
        Assert.Equal("Site.Pages.Ask(OpenAI.Chat.ChatClient)", (string)Assert.Single(Calls("Site"))["member"]!);
    }

    [Fact]
    public async Task Calls_of_a_project_that_uses_the_package_have_the_ids_and_states_of_its_registry()
    {
        var report = await code.ScanAsync(uses: true, ("Orders.cs", """
            using AiInstrument;
            using OpenAI.Chat;

            namespace Shop;

            public class Orders(ChatClient chat)
            {
                [AiFeature("order.describe")]
                public ChatCompletion Describe(string order) => chat.CompleteChat(order);

                public ChatCompletion Plain(string order) => chat.CompleteChat(order);

                public ChatCompletion Ambient(string order)
                {
                    using var _ = AiScope.Feature(AiFeatures.OrderDescribe);
                    return chat.CompleteChat(order);
                }

                [AiNoIntercept]
                public ChatCompletion Left(string order) => chat.CompleteChat(order);
            }
            """));

        Assert.Equal(
            [("Describe", CallState.Intercepted, "order.describe", true), ("Plain", CallState.Intercepted, null, false), ("Ambient", CallState.Intercepted, null, true), ("Left", CallState.Escaped, null, false)],
            report.Calls.OrderBy(call => call.Line).Select(call => (call.Member["Shop.Orders.".Length..call.Member.IndexOf('(', StringComparison.Ordinal)], call.State, call.Feature, call.Attributed!.Value)));
        Assert.Empty(report.Projects.Single().Problems);
        Assert.Equal(["AII0001", "AII0002", "AII0002"], report.Findings.Select(finding => finding.Rule).Where(rule => rule is "AII0001" or "AII0002").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stopped_scan_leaves_no_file_and_no_process()
    {
        var output = code.PathOf("stopped.json");
        var marker = Guid.NewGuid().ToString("n");
        Environment.SetEnvironmentVariable("AIINSTRUMENT_TESTS_STOPPED", marker);
        using var stop = new CancellationTokenSource();
        var progress = new StopAtFirstStep(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CodeBaseScanner(progress).ScanAsync(code.PathOf("Restored.slnx"), restore: false, stop.Token));

        var stopped = await Tool.RunAsync(["scan", code.PathOf("Restored.slnx"), "--json", "--output", output], answer: null, stop.Token);
        Assert.Equal((ExitCode.Stopped, "", false), (stopped.Code, stopped.Output, File.Exists(output)));
        Assert.Empty(Directory.EnumerateFiles(code.Folder, "stopped.json*"));
        if (OperatingSystem.IsLinux())
        {
            // The kernel takes its time to end what was killed.
            await Poll.UntilAsync(() => !Processes.HaveVariable("AIINSTRUMENT_TESTS_STOPPED", marker));
        }
    }

    [Fact]
    public async Task A_report_goes_into_a_file_whole()
    {
        var file = code.PathOf("report.sarif");
        var scan = await Tool.RunAsync("scan", code.PathOf("Words/Words.csproj"), "--format", "sarif", "--output", file);

        Assert.Equal((ExitCode.Done, ""), (scan.Code, scan.Output));
        Assert.Equal("2.1.0", (string)JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["version"]!);
    }

    [Theory]
    [InlineData("no-such-folder", "does not exist")]
    [InlineData("Shop/Orders.cs", "neither a solution, a project nor a folder")]
    [InlineData(".", "several solutions")]
    [InlineData("Shop/obj", "no C# project")]
    [InlineData("Old", "no C# project in")]
    [InlineData("Old/Old.fsproj", "only Old.fsproj")]
    public async Task What_cannot_be_scanned_is_said_in_one_sentence(string path, string reason)
    {
        var result = await Tool.RunAsync("scan", Path.Combine(code.Folder, path));

        Assert.Equal((ExitCode.Failed, ""), (result.Code, result.Output));
        Assert.Contains(reason, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string Camel(JsonNode value) => char.ToLowerInvariant(((string)value!)[0]) + ((string)value!)[1..];

    private sealed class StopAtFirstStep(CancellationTokenSource stop) : IScanProgress
    {
        public void Begin(string stage, int steps)
        {
            // Only steps say that MSBuild runs.
        }

        public void Step() => stop.Cancel();
    }
}
