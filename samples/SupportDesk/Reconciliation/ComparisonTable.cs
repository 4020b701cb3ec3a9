using System.Globalization;

namespace SupportDesk.Reconciliation;

/// <summary>Prints a comparison: two rows for each group, the ledger's above the dashboard's.</summary>
internal static class ComparisonTable
{
    private const int NameWidth = 34;
    private const int SideWidth = 10;
    private const int NumberWidth = 11;

    private static readonly (string Title, Func<Measures, long> Value)[] Columns =
    [
        ("calls", m => m.Calls),
        ("failed", m => m.Failed),
        ("cancelled", m => m.Cancelled),
        ("input", m => m.Input),
        ("output", m => m.Output),
        ("cached", m => m.Cached),
        ("written", m => m.CacheWrite),
        ("reasoning", m => m.Reasoning),
        ("unpriced", m => m.Unpriced),
    ];

    public static void Write(TextWriter to, Comparison comparison)
    {
        foreach (var section in comparison.Sections)
        {
            to.WriteLine();
            to.WriteLine(section.Title.PadRight(NameWidth + SideWidth) + string.Concat(Columns.Select(c => Cell(c.Title))) + Cell("nano-$"));
            foreach (var line in section.Lines)
            {
                to.WriteLine(line.Name.PadRight(NameWidth) + "ledger".PadRight(SideWidth) + Row(line.Ledger));
                to.WriteLine("".PadRight(NameWidth) + "dashboard".PadRight(SideWidth) + Row(line.Dashboard) + (line.Equal ? "   equal" : "   DIFFERENT"));
            }
        }

        to.WriteLine();
        to.WriteLine(comparison.Equal ? "The dashboard's totals equal the ledger." : "The dashboard's totals DIFFER from the ledger.");
    }

    private static string Row(Measures measures) =>
        string.Concat(Columns.Select(c => Cell(Number(c.Value(measures))))) + Cell(Cost(measures));

    /// <summary>A group without any price has an unknown cost, not zero.</summary>
    private static string Cost(Measures measures) =>
        measures is { CostNanoUsd: 0, Unpriced: > 0 } ? "unpriced" : Number(measures.CostNanoUsd);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Cell(string text) => " " + text.PadLeft(NumberWidth);
}
