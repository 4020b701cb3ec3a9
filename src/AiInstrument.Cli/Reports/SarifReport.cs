using System.Text.Json.Nodes;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Reports;

/// <summary>Findings as SARIF 2.1.0. Paths are relative to <c>%SRCROOT%</c>; a result is known again by its call site.</summary>
internal static class SarifReport
{
    private const string Root = "%SRCROOT%";

    /// <summary>Writes the log.</summary>
    public static string Write(ScanReport report)
    {
        var indexes = report.Rules.Select((rule, index) => (rule.Id, index)).ToDictionary(rule => rule.Id, rule => rule.index, StringComparer.Ordinal);
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "AiInstrument",
                        ["semanticVersion"] = ToolVersion.Text,
                        ["informationUri"] = "https://github.com/aiinstrument/aiinstrument",
                        ["rules"] = Array(report.Rules.Select(Rule)),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = new JsonObject { ["text"] = "The root of the repository." } } },
                ["invocations"] = Array(
                [
                    new JsonObject
                    {
                        ["executionSuccessful"] = report.IsWhole,
                        ["toolExecutionNotifications"] = Array(report.Projects.SelectMany(project => project.Problems.Select(problem => Notification(project, problem)))),
                    },
                ]),
                ["results"] = Array(report.Findings.Select(finding => Result(finding, indexes))),
            }),
        };
        return log.ToJsonString(new() { WriteIndented = true });
    }

    private static JsonObject Rule(ScanRule rule) => new()
    {
        ["id"] = rule.Id,
        ["shortDescription"] = Text(rule.Title),
        ["fullDescription"] = Text(rule.Description.Length > 0 ? rule.Description : rule.Title),
        ["helpUri"] = rule.Help,
        ["defaultConfiguration"] = new JsonObject { ["level"] = rule.Level },
    };

    private static JsonObject Result(ScanFinding finding, Dictionary<string, int> indexes)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = indexes[finding.Rule],
            ["level"] = finding.Level,
            ["message"] = Text(finding.Message),
            ["partialFingerprints"] = new JsonObject { ["callSiteId/v1"] = finding.Id },
        };
        var logical = finding.Member.Length > 0 ? new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Member, ["kind"] = "member" }) : null;
        var location = new JsonObject();
        if (finding.File is { } file)
        {
            location["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(file), ["region"] = new JsonObject { ["startLine"] = finding.Line, ["startColumn"] = finding.Column } };
        }

        if (logical is not null)
        {
            location["logicalLocations"] = logical;
        }

        result["locations"] = location.Count > 0 ? new JsonArray(location) : [];
        return result;
    }

    private static JsonObject Notification(ScannedProject project, string problem) => new()
    {
        ["level"] = project.State == ProjectState.Failed ? "error" : "warning",
        ["message"] = Text($"{project.Name}: {problem}"),
        ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(project.File) } }),
    };

    private static JsonObject Artifact(string file) => new() { ["uri"] = string.Join('/', file.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = Root };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonArray Array(IEnumerable<JsonObject> items) => [.. items];
}
