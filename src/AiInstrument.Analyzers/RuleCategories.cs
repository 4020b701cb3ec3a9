namespace AiInstrument.Analyzers;

/// <summary>What a rule protects.</summary>
internal static class RuleCategories
{
    /// <summary>That every call is measured.</summary>
    public const string Coverage = "AiInstrument.Coverage";

    /// <summary>That every call's cost is known and bounded.</summary>
    public const string Cost = "AiInstrument.Cost";

    /// <summary>That every call's cost has an owner.</summary>
    public const string Attribution = "AiInstrument.Attribution";

    /// <summary>That what people said stays where it may be.</summary>
    public const string Privacy = "AiInstrument.Privacy";

    /// <summary>That what a project configures holds.</summary>
    public const string Configuration = "AiInstrument.Configuration";
}
