namespace AiInstrument.Catalog;

/// <summary>The address of each rule's page.</summary>
internal static class RulePages
{
    public static string Link(string id) => "https://github.com/aiinstrument/aiinstrument/blob/main/docs/rules/" + id + ".md";
}
