namespace AiInstrument.Generators.Emitting;

/// <summary>Puts a file's one namespace into braces: what is written here without them must compile in C# 8 too.</summary>
internal static class NamespaceBlock
{
    private const string Keyword = "\nnamespace ";

    public static string Of(string text)
    {
        var start = text.IndexOf(Keyword, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('\n', start + 1);
        return end < 0 || text[end - 1] != ';' ? text : text.Substring(0, end - 1) + "\n{" + text.Substring(end) + "}\n";
    }
}
