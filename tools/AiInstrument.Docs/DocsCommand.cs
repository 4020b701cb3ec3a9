using AiInstrument.Docs.Api;
using AiInstrument.Docs.Reference;
using AiInstrument.Docs.Rules;

namespace AiInstrument.Docs;

/// <summary>Brings the docs in line with the code: the rules' index and headers, the tables of the configuration, and the page of the JSON API.</summary>
public static class DocsCommand
{
    /// <summary>Writes what differs, or only names it.</summary>
    /// <param name="folder">The folder of the docs.</param>
    /// <param name="check">Whether to leave the files alone.</param>
    /// <param name="output">Gets one line for each file that differs.</param>
    /// <returns>The exit code: 1 when <paramref name="check"/> found a difference, else 0.</returns>
    public static async Task<int> RunAsync(string folder, bool check, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var rules = RuleFacts.All();
        var pages = Path.Combine(folder, "rules");
        var api = ApiPage.Write(await ApiDocument.ReadAsync().ConfigureAwait(false));
        var differs = Update(Path.Combine(folder, "api.md"), _ => api, check, output);
        foreach (var rule in rules)
        {
            differs |= Update(Path.Combine(pages, rule.Id + ".md"), text => RulePage.WithHeader(text, rule), check, output);
        }

        differs |= Update(Path.Combine(pages, "README.md"), text => RuleIndex.WithTable(text, rules), check, output);
        foreach (var (page, tables) in ReferencePage.Tables)
        {
            differs |= Update(Path.Combine(folder, page), text => ReferencePage.WithTables(text, tables), check, output);
        }

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

        output.WriteLine(check ? $"{path} differs from the code; run the tool without --check." : $"{path} written.");
        if (!check)
        {
            File.WriteAllText(path, text);
        }

        return true;
    }
}
