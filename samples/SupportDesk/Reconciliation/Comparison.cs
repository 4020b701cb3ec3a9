using System.Text.Json;
using ModelStub.Ledger;

namespace SupportDesk.Reconciliation;

/// <summary>The stub's ledger beside the dashboard's totals.</summary>
internal sealed record Comparison(IReadOnlyList<ComparisonSection> Sections)
{
    private const string None = "(none)";

    public bool Equal => Sections.All(section => section.Lines.All(line => line.Equal));

    public static Comparison Of(IReadOnlyList<LedgerEntry> ledger, DashboardTotals dashboard)
    {
        return new Comparison(
        [
            new("all calls", [new("totals", Measures.Of(ledger), Measures.Of(dashboard.Stats.GetProperty("totals")))]),
            Stats("feature", e => e.Tag.Feature, "byFeature"),
            Stats("route", e => e.Tag.EntryPoint, "byRoute"),
            Stats("model", e => e.Model, "byModel"),
            Stats("organization", e => e.Tag.Organization, "byOrganization"),
            Records("user", e => e.Tag.User),
        ]);

        ComparisonSection Stats(string dimension, Func<LedgerEntry, string?> key, string groups) => ComparisonSection.Of(
            dimension,
            Sum(ledger, key, Measures.Of),
            dashboard.Stats.GetProperty(groups).EnumerateArray().ToDictionary(g => Name(g, dimension), Measures.Of, StringComparer.Ordinal));

        ComparisonSection Records(string dimension, Func<LedgerEntry, string?> key) => ComparisonSection.Of(
            dimension + ", from records",
            Sum(ledger, key, entries => Measures.Of(entries) with { CacheWrite = 0 }),
            Sum(dashboard.Records, r => Name(r, dimension), Measures.OfRecords));
    }

    private static Dictionary<string, Measures> Sum<T>(IEnumerable<T> calls, Func<T, string?> key, Func<List<T>, Measures> sum) =>
        calls.GroupBy(call => key(call) ?? None, StringComparer.Ordinal).ToDictionary(g => g.Key, g => sum([.. g]), StringComparer.Ordinal);

    private static string Name(JsonElement group, string dimension) => group.GetProperty(dimension).GetString() ?? None;
}
