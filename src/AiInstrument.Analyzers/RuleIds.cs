using AiInstrument.Catalog;

namespace AiInstrument.Analyzers;

/// <summary>The ids of the rules, and the address of each rule's page.</summary>
internal static class RuleIds
{
    public const string EscapedCall = "AII0001";
    public const string UnattributedCall = "AII0002";
    public const string DuplicateFeature = "AII0003";
    public const string MalformedFeatureId = "AII0004";
    public const string UndeclaredFeature = "AII0005";
    public const string UnusedFeature = "AII0006";
    public const string RawClient = "AII0007";
    public const string JobWithoutScope = "AII0008";
    public const string LostAttribution = "AII0009";
    public const string DoubleInstrumentation = "AII0010";
    public const string UnpricedModel = "AII0011";
    public const string UnrecordedStream = "AII0012";
    public const string UnboundedOutput = "AII0013";
    public const string UnredactedContent = "AII0014";
    public const string FeatureIdNotConstant = "AII0015";
    public const string UnreadableSetting = "AII0016";

    public static string HelpLink(string id) => RulePages.Link(id);
}
