namespace AiInstrument.Docs.Tests.Pages;

/// <summary>A block of code.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">What the fence calls it.</param>
/// <param name="Notes">What the comment before it says, <c>&lt;!-- kind: name; kind: name --&gt;</c>.</param>
/// <param name="Text">The code.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, IReadOnlyDictionary<string, string> Notes, string Text)
{
    /// <summary>The rule that the block shows at work; null where nothing is reported but what is marked.</summary>
    public string? Reported => Notes.GetValueOrDefault("reported");

    /// <summary>Where it is, for messages.</summary>
    public string Place => FormattableString.Invariant($"{Page}:{Line}");

    /// <summary>The blocks of a language, as rows of a theory: their places.</summary>
    public static TheoryData<string> PlacesOf(params string[] languages) =>
        [.. Repository.Pages.Values.SelectMany(page => page.Blocks).Where(block => languages.Contains(block.Language)).Select(block => block.Place)];

    /// <summary>The block at a place.</summary>
    public static CodeBlock At(string place) => Repository.Pages.Values.SelectMany(page => page.Blocks).Single(block => block.Place == place);
}
