using System.Collections.Immutable;
using AiInstrument.Catalog;
using AiInstrument.Generators.Emitting;
using AiInstrument.Generators.Parsing;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators;

/// <summary>The generator and the runtime must be of one contract: of another, nothing is generated and the build fails.</summary>
public sealed partial class AiInstrumentGenerator
{
    private static readonly DiagnosticDescriptor ContractMismatch = new(
        "AII0017",
        "Generator and runtime do not fit",
        "The runtime of AiInstrument has contract {0} and the generator writes code for contract {1}: update the package AiInstrument {2}",
        "AiInstrument.Configuration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code of one version would misbehave with the runtime of another. Nothing is generated until both are of one version.",
        helpLinkUri: RulePages.Link("AII0017"));

    /// <summary>What the generator reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ContractMismatch];

    private static void ReportContract(SourceProductionContext context, CompilationSpec compilation)
    {
        if (compilation.OtherContract is { } other)
        {
            var where = other < RuntimeContract.Number
                ? "where its runtime comes from, for example in a project that this one references"
                : "in this project, which brings the generator";
            context.ReportDiagnostic(Diagnostic.Create(ContractMismatch, Location.None, other, RuntimeContract.Number, where));
        }
    }

    private static void AddContract(SourceProductionContext context, string? ns)
    {
        if (ns is not null)
        {
            context.AddSource("AiInstrument.Contract.g.cs", ContractEmitter.Emit());
        }
    }
}
