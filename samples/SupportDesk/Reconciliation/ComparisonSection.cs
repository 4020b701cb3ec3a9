namespace SupportDesk.Reconciliation;

/// <summary>One group as the stub's ledger and as the dashboard has it.</summary>
internal sealed record ComparisonLine(string Name, Measures Ledger, Measures Dashboard)
{
    public bool Equal => Ledger == Dashboard;
}

/// <summary>Groups of one kind.</summary>
internal sealed record ComparisonSection(string Title, IReadOnlyList<ComparisonLine> Lines)
{
    private static readonly Measures Nothing = new();

    /// <summary>Puts every group that either side knows beside the other's.</summary>
    public static ComparisonSection Of(string title, Dictionary<string, Measures> ledger, Dictionary<string, Measures> dashboard) => new(
        title,
        [
            .. ledger.Keys.Union(dashboard.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => new ComparisonLine(name, ledger.GetValueOrDefault(name, Nothing), dashboard.GetValueOrDefault(name, Nothing))),
        ]);
}
