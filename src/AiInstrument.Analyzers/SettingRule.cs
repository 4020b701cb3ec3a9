using AiInstrument.Catalog.Configuration;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers;

/// <summary>AII0016, which several rules report: whoever meets a value that cannot be used says so.</summary>
internal static class SettingRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.UnreadableSetting,
        "Configuration value cannot be read",
        "'{0}' in {1} is left out: {2}",
        RuleCategories.Configuration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A value of an aiinstrument.* key in .editorconfig does not have the key's form.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnreadableSetting),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static Diagnostic Of(SettingProblem problem, Location location) =>
        Diagnostic.Create(Descriptor, location, problem.Value, problem.Key, problem.Reason);
}
