namespace AiInstrument.Docs.Rules;

/// <summary>The header of a rule's page: everything above its first section.</summary>
internal static class RulePage
{
    private const string ByHand = "by hand";
    private const string FixAll = "; Fix All in document, project and solution";
    private const string FixRow = "| Fix | ";
    private const string NewPage = "## What\n\n## Why\n\n## How to fix\n\n## How to configure\n\n## When to suppress\n";

    /// <summary>The page with the header that the rule asks for. What a fix does is said by hand, and kept.</summary>
    public static string WithHeader(string page, RuleFacts rule)
    {
        var sections = page.IndexOf("## ", StringComparison.Ordinal) is var start and >= 0 ? page[start..] : NewPage;
        return $"""
            # {rule.Id}: {rule.Title}

            | | |
            |---|---|
            | Category | {rule.Category} |
            | Default severity | {rule.Severity} |
            {FixRow}{Fix(page, rule)} |


            """.ReplaceLineEndings("\n") + sections;
    }

    private static string Fix(string page, RuleFacts rule)
    {
        if (!rule.HasFix)
        {
            return ByHand;
        }

        var row = page.Split('\n').FirstOrDefault(l => l.StartsWith(FixRow, StringComparison.Ordinal)) ?? "";
        var said = row.Length > FixRow.Length ? row[FixRow.Length..].TrimEnd('|', ' ').Replace(FixAll, "", StringComparison.Ordinal) : ByHand;
        return (said == ByHand ? "by a code fix" : said) + (rule.HasFixAll ? FixAll : "");
    }
}
