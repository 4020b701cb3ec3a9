namespace AiInstrument.Analyzers;

/// <summary>The ids of the rules, and the address of each rule's page.</summary>
internal static class RuleIds
{
    public const string EscapedCall = "AII0001";
    public const string UnattributedCall = "AII0002";
    public const string DuplicateFeature = "AII0003";
    public const string MalformedFeatureId = "AII0004";
    public const string UnreadableSetting = "AII0016";

    public static string HelpLink(string id) => "https://github.com/aiinstrument/aiinstrument/blob/main/docs/rules/" + id + ".md";
}
