using System.Globalization;
using System.Text;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Reports;

/// <summary>A comparison as a table and as a comment for a pull request.</summary>
internal static class DiffText
{
    /// <summary>The comment's first line: who writes it again finds it by this.</summary>
    public const string Marker = "<!-- aiinstrument-diff -->";

    private static readonly string[] Columns = ["what", "change", "name", "details"];
    private static readonly string[] ColumnsWithCost = [.. Columns, "last 30 days", "expected in 30 days", "because"];

    /// <summary>Writes a comparison in a format.</summary>
    public static void Write(this CommandConsole console, BuildDiff diff, string format)
    {
        var columns = diff.Costs is null ? Columns : ColumnsWithCost;
        switch (format)
        {
            case "json":
                console.Write(diff, CodeJson.Default.BuildDiff);
                break;
            case "markdown":
                var text = new StringBuilder(Marker).Append("\n### Model calls\n\n").Append(Summary(diff)).Append("\n\n");
                if (diff.Changes.Count > 0)
                {
                    text.Table(columns, diff.Changes.Select(change => Row(change).Select(MarkdownText.Plain).ToArray()));
                }

                console.Output.Write(text);
                break;
            default:
                if (diff.Changes.Count > 0)
                {
                    console.Write(columns, diff.Changes.Select(Row));
                }

                console.Say(Summary(diff));
                break;
        }
    }

    private static string Summary(BuildDiff diff)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count(ChangeKind.Added)} added, {Count(ChangeKind.Removed)} removed, {Count(ChangeKind.Changed)} changed, {Count(ChangeKind.Moved)} moved. ");
        text.Append(CultureInfo.InvariantCulture, $"Measured: {diff.Base.Covered} of {diff.Base.Calls} calls before, {diff.Head.Covered} of {diff.Head.Calls} now.");
        if (diff.Costs is { } costs)
        {
            text.Append(CultureInfo.InvariantCulture, $" All calls of the last 30 days: {Cost(costs.Total)}.");
            if (costs.WithoutCallSite is { Calls: > 0 } without)
            {
                text.Append(CultureInfo.InvariantCulture, $" Without a call site: {Cost(without)}.");
            }

            text.Append(Expected(costs));
        }

        return text.ToString();

        int Count(ChangeKind kind) => diff.Changes.Count(change => change.Change == kind);
    }

    private static string[] Row(BuildChange change)
    {
        string[] row =
        [
            change.Kind switch { BuildItem.CallSite => "call", BuildItem.Feature => "feature", BuildItem.Route => "route", _ => "job" },
            change.Change switch { ChangeKind.Added => "added", ChangeKind.Removed => "removed", ChangeKind.Moved => "moved", _ => "changed" },
            change.Site is { } site ? $"{site.Member} → {site.Method[(site.Method.LastIndexOf('.') + 1)..]}" : change.Name,
            string.Join("; ", change.Fields.Select(field => Field(field, change.Change))),
        ];
        return change.Cost is { } cost
            ? [.. row, cost.Last30Days is { } spent ? Cost(spent) : "unknown", Expected(cost), cost.Basis]
            : row;
    }

    private static string Field(FieldChange field, ChangeKind change) =>
        change is ChangeKind.Changed or ChangeKind.Moved ? $"{field.Field}: {field.Before ?? "none"} → {field.After ?? "none"}" : $"{field.Field} {field.After ?? field.Before}";

    private static string Expected(ChangeCost cost) => cost switch
    {
        { ExpectedNanoUsdIn30Days: { } month } => Dollars.Rate(month) + " USD",
        { ExpectedNanoUsdPerCall: { } call } => Dollars.Rate(call) + " USD a call",
        _ => "unknown",
    };

    private static string Expected(DiffCosts costs) => costs switch
    {
        { ExpectedChangeNanoUsd: { } change } => $" The changed calls are expected to cost {Dollars.Rate(Math.Abs(change))} USD {(change < 0 ? "less" : "more")} in 30 days{(costs.UnknownChanges > 0 ? $"; of {Counted.Of(costs.UnknownChanges, "change")} that is unknown" : "")}.",
        { UnknownChanges: > 0 } => " What the changed calls will cost is unknown.",
        _ => "",
    };

    private static string Cost(UsageCost cost) => cost switch
    {
        { Calls: 0 } => "no calls",
        { UnpricedCalls: 0 } => $"{Dollars.Rate(cost.CostNanoUsd)} USD for {Counted.Of(cost.Calls, "call")}",
        _ when cost.PerCall() is null => $"unpriced ({Counted.Of(cost.Calls, "call")})",
        _ => $"{Dollars.Rate(cost.CostNanoUsd)} USD for {Counted.Of(cost.Calls, "call")}, " + string.Create(CultureInfo.InvariantCulture, $"{cost.UnpricedCalls} of them unpriced"),
    };
}
