using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>Every block of code says what it is, so that something checks it.</summary>
public sealed class LanguageTests
{
    private static readonly Dictionary<string, string> Checked = new(StringComparer.Ordinal)
    {
        ["csharp"] = "compiled, with what the generator adds; every rule runs and reports what {|AII0001:…|} marks",
        ["json"] = "parsed; <!-- json: NAME --> before it names a reader that must take it",
        ["ini"] = "a configuration of the compiler: its keys exist and its values can be read",
        ["xml"] = "parsed; MSBuild properties and items of ours exist",
        ["yaml"] = "parsed",
        ["sh"] = "its commands exist and take these arguments; requests are made to a server",
        ["sql"] = "run against a collector's database",
        ["text"] = "not checked: output, diagrams",
    };

    public static TheoryData<string> Pages => [.. Repository.Pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_names_a_language_that_is_checked(string path)
    {
        var wrong = Repository.Pages[path].Blocks.Where(block => !Checked.ContainsKey(block.Language)).Select(block =>
            $"{block.Place}: the block {(block.Language.Length == 0 ? "names no language" : $"is '{block.Language}', which nothing checks")}.");

        var help = string.Join('\n', Checked.Select(language => $"  ```{language.Key}  {language.Value}"));
        Assert.True(!wrong.Any(), $"{string.Join('\n', wrong)}\nWrite one of these after the ticks:\n{help}");
    }
}
