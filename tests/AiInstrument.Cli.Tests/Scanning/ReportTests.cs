using System.Text.Json.Nodes;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Tests.Scanning;

public sealed class ReportTests
{
    private static readonly ScanReport s_report = new(
        "/code",
        [new("Shop", "src/My Shop/Shop.csproj", "net10.0", ProjectState.Partial, false, 0, ["It does not compile: 100%, a\nb"])],
        [new("0011223344556677", "Shop", "Shop.Orders.Ask(string, int)", "src/My Shop/A.cs", 7, "openai", "OpenAI.Chat.ChatClient.CompleteChat", "chat", "openai", "gpt|5", null, null, CallState.NotInstalled, "not-installed", "the project does not use AiInstrument")],
        [
            new("0011223344556677", "AII0001", "warning", "The call to '<b>@all</b>' is not measured::\r\nx, y", "Shop", "Shop.Orders.Ask(string, int)", "src/My Shop/A.cs", 7, 42),
            new("8899aabbccddeeff", "AII0006", "note", "Unused.", "Shop", "", null, 0, 0),
        ])
    {
        Rules = [new("AII0001", "LLM call bypasses telemetry", "Why.", "warning", "https://example.com/AII0001.md"), new("AII0006", "Unused", "", "note", "https://example.com/AII0006.md")],
    };

    /// <summary>What the schema of SARIF 2.1.0 requires of the parts that are written (sections 3.13 to 3.58 of the specification).</summary>
    [Fact]
    public void SARIF_has_what_its_schema_requires()
    {
        var log = JsonNode.Parse(Write("sarif"))!;

        Assert.Equal("2.1.0", (string)log["version"]!);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        var driver = run["tool"]!["driver"]!;
        Assert.Equal("AiInstrument", (string)driver["name"]!);
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)driver["semanticVersion"]!);
        var rules = driver["rules"]!.AsArray();
        Assert.Equal(["AII0001", "AII0006"], rules.Select(rule => (string)rule!["id"]!));
        Assert.All(rules, rule =>
        {
            Assert.False(string.IsNullOrEmpty((string)rule!["shortDescription"]!["text"]!));
            Assert.False(string.IsNullOrEmpty((string)rule["fullDescription"]!["text"]!));
            Assert.True(Uri.IsWellFormedUriString((string)rule["helpUri"]!, UriKind.Absolute));
            Assert.Contains((string)rule["defaultConfiguration"]!["level"]!, (string[])["none", "note", "warning", "error"]);
        });
        Assert.NotNull(run["originalUriBaseIds"]!["%SRCROOT%"]);
        Assert.Equal("utf16CodeUnits", (string)run["columnKind"]!);
        var results = run["results"]!.AsArray();
        Assert.Equal(2, results.Count);
        Assert.All(results, result =>
        {
            Assert.Equal((string)rules[(int)result!["ruleIndex"]!]!["id"]!, (string)result["ruleId"]!);
            Assert.Contains((string)result["level"]!, (string[])["none", "note", "warning", "error"]);
            Assert.NotEmpty((string)result["message"]!["text"]!);
            Assert.Matches("^[0-9a-f]{16}$", (string)result["partialFingerprints"]!["callSiteId/v1"]!);
            Assert.NotNull(result["locations"]);
        });
        var place = results[0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal(("src/My%20Shop/A.cs", "%SRCROOT%", 7, 42), ((string)place["artifactLocation"]!["uri"]!, (string)place["artifactLocation"]!["uriBaseId"]!, (int)place["region"]!["startLine"]!, (int)place["region"]!["startColumn"]!));
        Assert.Empty(results[1]!["locations"]!.AsArray());
        var invocation = Assert.Single(run["invocations"]!.AsArray())!;
        Assert.False((bool)invocation["executionSuccessful"]!);
        Assert.Equal(("warning", true), ((string)invocation["toolExecutionNotifications"]![0]!["level"]!, ((string)invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!).StartsWith("Shop: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("/code", Write("sarif"), StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_cannot_be_ended_by_what_code_says() =>
        Assert.Equal(
            """
            ::warning file=src/My Shop/A.cs,line=7,col=42,title=AII0001::The call to '<b>@all</b>' is not measured::%0D%0Ax, y
            ::notice title=AII0006::Unused.
            ::warning file=src/My Shop/Shop.csproj,title=Not scanned whole::It does not compile: 100%25, a%0Ab

            """.ReplaceLineEndings("\n"),
            Write("github"));

    [Fact]
    public void Markdown_shows_names_as_they_are()
    {
        var markdown = Write("markdown");

        Assert.Contains("1 model call in 1 project, 0 covered; 2 findings.", markdown, StringComparison.Ordinal);
        Assert.Contains(@"| Shop | Orders.Ask | openai | ChatClient.CompleteChat | gpt\|5 | - | no: not-installed | src/My Shop/A.cs:7 |", markdown, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&#64;all&lt;/b&gt;", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", markdown, StringComparison.Ordinal);
    }

    private static string Write(string format)
    {
        var output = new StringWriter { NewLine = "\n" };
        new CommandConsole(TextReader.Null, output, TextWriter.Null, unattended: true).Write(s_report, format);
        return output.ToString();
    }
}
