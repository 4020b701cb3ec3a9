using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Emitting;

/// <summary>Fragments that several emitters write.</summary>
internal static class Code
{
    /// <summary>The namespace of what is generated for machines, which the build names to the compiler as one that may intercept.</summary>
    public const string GeneratedNamespace = "AiInstrument.Generated";

    /// <summary>Hides a type from assemblies that see internals: each assembly has its own.</summary>
    public const string Embedded = "[global::Microsoft.CodeAnalysis.Embedded]";

    public const string CallSites = "CallSites";
    public const string Bodies = "ObservedCalls";
    public const string Interceptors = "Interceptors";
    public const string FeatureCalls = "FeatureCalls";
    public const string Features = "AiFeatures";
    public const string Routes = "AiRoutes";
    public const string Jobs = "AiJobs";
    public const string Registry = "AiRegistry";

    public const string Null = "null";

    public static string Literal(string? value) => value is null ? Null : SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The field of a call site.</summary>
    public static string SiteField(string siteId) => "Site_" + siteId;
}
