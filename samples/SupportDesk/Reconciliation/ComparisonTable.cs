using System.Globalization;

namespace SupportDesk.Reconciliation;

/// <summary>Prints a comparison: two rows for each group, the ledger's above the dashboard's.</summary>
internal static class ComparisonTable
{
    private const int NameWidth = 34;
    private static readonly string[] Columns = ["calls", "failed", "cancelled", "input", "output", "cached", "written", "reasoning"];

    public static void Write(TextWriter to, Comparison comparison)
    {
        foreach (var section in comparison.Sections)
        {
            to.WriteLine();
            to.WriteLine(section.Title.PadRight(NameWidth + 10) + string.Concat(Columns.Select(c => c.PadLeft(11))));
            foreach (var line in section.Lines)
            {
                to.WriteLine(line.Name.PadRight(NameWidth) + "ledger".PadRight(10) + Row(line.Ledger));
                to.WriteLine("".PadRight(NameWidth) + "dashboard".PadRight(10) + Row(line.Dashboard) + (line.Equal ? "   equal" : "   DIFFERENT"));
            }
        }

        to.WriteLine();
        to.WriteLine($"Cost: {Dollars(comparison.Dashboard.CostNanoUsd)} by totals, {Dollars(comparison.Dashboard.RecordedCostNanoUsd)} by records, and {comparison.Dashboard.UnpricedCalls} calls without a price.");
        to.WriteLine(comparison.Equal ? "The dashboard's totals equal the ledger." : "The dashboard's totals DIFFER from the ledger.");
    }

    private static string Dollars(long nanoUsd) => "$" + (nanoUsd / 1_000_000_000m).ToString("0.000000000", CultureInfo.InvariantCulture);

    private static string Row(Measures measures) => string.Concat(measures.Values.Select(v => v.ToString("N0", CultureInfo.InvariantCulture).PadLeft(11)));
}
