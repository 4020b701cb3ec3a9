using System.Text.Json;
using ModelStub.Ledger;

namespace SupportDesk.Reconciliation;

/// <summary>One group as the stub's ledger and as the dashboard has it.</summary>
internal sealed record Line(string Name, Measures Ledger, Measures Dashboard)
{
    public bool Equal => Ledger == Dashboard;
}

/// <summary>Groups of one kind.</summary>
internal sealed record Section(string Title, IReadOnlyList<Line> Lines);

/// <summary>The stub's ledger beside the dashboard's totals.</summary>
internal sealed record Comparison(IReadOnlyList<Section> Sections, DashboardTotals Dashboard)
{
    public bool Equal => Sections.All(section => section.Lines.All(line => line.Equal)) && Dashboard.CostNanoUsd == Dashboard.RecordedCostNanoUsd;

    public static Comparison Of(LedgerSummary ledger, DashboardTotals dashboard) => new(
        [
            new Section(
                "all calls",
                [
                    new Line("totals", Measures.Of(ledger.Total), Measures.Of(dashboard.Stats.GetProperty("totals"))),
                    new Line("sum of records", Measures.Of(ledger.Total), dashboard.Records),
                ]),
            Compare("feature", ledger.ByFeature, dashboard.Stats.GetProperty("byFeature")),
            Compare("route", ledger.ByEntryPoint, dashboard.Stats.GetProperty("byRoute")),
            Compare("model", ledger.ByModel, dashboard.Stats.GetProperty("byModel")),
            Compare("organization", ledger.ByOrganization, dashboard.Stats.GetProperty("byOrganization")),
        ],
        dashboard);

    /// <summary>Every group that either side knows.</summary>
    private static Section Compare(string dimension, IReadOnlyList<LedgerGroup> ledger, JsonElement dashboard)
    {
        var left = ledger.ToDictionary(group => group.Name ?? "(none)", Measures.Of, StringComparer.Ordinal);
        var right = dashboard.EnumerateArray().ToDictionary(group => group.GetProperty(dimension).GetString() ?? "(none)", Measures.Of, StringComparer.Ordinal);
        return new Section(
            dimension,
            [
                .. left.Keys.Union(right.Keys, StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new Line(name, left.GetValueOrDefault(name, Measures.None), right.GetValueOrDefault(name, Measures.None))),
            ]);
    }
}
