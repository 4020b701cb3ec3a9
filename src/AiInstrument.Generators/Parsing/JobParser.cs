using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads jobs: classes that the host runs.</summary>
internal static class JobParser
{
    private const string HostedService = "Microsoft.Extensions.Hosting.IHostedService";

    // The longest first: HostedService ends with Service.
    private static readonly string[] s_suffixes = ["HostedService", "Consumer", "Service", "Worker", "Job"];

    public static bool IsCandidate(ClassDeclarationSyntax type) => type.BaseList is not null;

    public static JobSpec? Parse(ClassDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        var hostedService = model.Compilation.FindType(HostedService);
        return hostedService is not null
            && model.GetDeclaredSymbol(declaration, cancellation) is { IsAbstract: false } type
            && type.AllInterfaces.Contains(hostedService, SymbolEqualityComparer.Default)
                ? Spec(type.Name)
                : null;
    }

    /// <summary><c>NightlyDigestService</c> is the job <c>nightly-digest</c>; a consumer answers messages.</summary>
    private static JobSpec Spec(string typeName)
    {
        var suffix = s_suffixes.FirstOrDefault(s => typeName.Length > s.Length && typeName.EndsWith(s, StringComparison.Ordinal)) ?? "";
        var property = typeName.Substring(0, typeName.Length - suffix.Length);
        return new JobSpec(Naming.Words.Kebab(property), suffix == "Consumer" ? "message" : "job", property);
    }
}
