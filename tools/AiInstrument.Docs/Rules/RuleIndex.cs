using System.Collections.Immutable;

namespace AiInstrument.Docs.Rules;

/// <summary>The table of all rules in the index.</summary>
internal static class RuleIndex
{
    private const string FixAll = ", Fix All";
    private const string Head = "| Id | Default | What | Fix |\n|---|---|---|---|\n";
    private const string None = "–";

    /// <summary>The index with the table that the rules ask for. What a fix does is said by hand, and kept.</summary>
    public static string WithTable(string index, ImmutableArray<RuleFacts> rules)
    {
        var start = index.IndexOf(Head, StringComparison.Ordinal);
        if (start < 0)
        {
            throw new InvalidDataException("The index has no table of rules.");
        }

        var end = index.IndexOf("\n\n", start, StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : index.Length;
        var old = index[start..end].Split('\n');
        var rows = rules.Select(r => $"| [{r.Id}]({r.Id}.md) | {r.Severity} | {r.Title} | {Fix(old, r)} |\n");
        return index[..start] + Head + string.Concat(rows) + index[end..];
    }

    private static string Fix(string[] old, RuleFacts rule)
    {
        if (!rule.HasFix)
        {
            return None;
        }

        var row = Array.Find(old, l => l.StartsWith($"| [{rule.Id}]", StringComparison.Ordinal));
        var said = row?.Split('|')[^2].Trim().Replace(FixAll, "", StringComparison.Ordinal) ?? None;
        return (said == None ? "yes" : said) + (rule.HasFixAll ? FixAll : "");
    }
}
