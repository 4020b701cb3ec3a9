namespace AiInstrument.RuleDocs;

/// <summary>Brings docs/rules in line with the rules: the index's table and each page's header.</summary>
public static class RuleDocsCommand
{
    /// <summary>Writes what differs, or only names it.</summary>
    /// <param name="folder">The folder of the pages.</param>
    /// <param name="check">Whether to leave the files alone.</param>
    /// <param name="output">Gets one line for each file that differs.</param>
    /// <returns>The exit code: 1 when <paramref name="check"/> found a difference, else 0.</returns>
    public static int Run(string folder, bool check, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var rules = RuleFacts.All();
        var differs = false;
        foreach (var rule in rules)
        {
            differs |= Update(Path.Combine(folder, rule.Id + ".md"), text => RulePage.WithHeader(text, rule), check, output);
        }

        differs |= Update(Path.Combine(folder, "README.md"), text => RuleIndex.WithTable(text, rules), check, output);
        return check && differs ? 1 : 0;
    }

    private static bool Update(string path, Func<string, string> write, bool check, TextWriter output)
    {
        var old = File.Exists(path) ? File.ReadAllText(path) : "";
        var text = write(old);
        if (text == old)
        {
            return false;
        }

        output.WriteLine(check ? $"{path} differs from the rules; run the tool without --check." : $"{path} written.");
        if (!check)
        {
            File.WriteAllText(path, text);
        }

        return true;
    }
}
