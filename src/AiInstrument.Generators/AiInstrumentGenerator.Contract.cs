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
        "{0} has contract {1}, and the generator of this project writes code for contract {2}: update the package AiInstrument {3}. Nothing is generated until then, so that names such as AiFeatures are not found either.",
        "AiInstrument.Configuration",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code of one version would misbehave with the runtime of another. Nothing is generated until both are of one version.",
        helpLinkUri: RulePages.Link("AII0017"));

    /// <summary>What the generator reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ContractMismatch];

    private static void ReportContract(SourceProductionContext context, CompilationSpec compilation)
    {
        if (compilation.OtherContract is not { } other)
        {
            return;
        }

        var (what, where) = (other.Assembly, other.Number < RuntimeContract.Number) switch
        {
            (null, true) => ("The runtime of AiInstrument", "where its runtime comes from, for example in a project that this one references"),
            ({ } assembly, true) => ($"The generated code of {assembly}", $"that {assembly} is built with, and build it again"),
            (var assembly, false) => (assembly is null ? "The runtime of AiInstrument" : $"The generated code of {assembly}", "in this project, which brings the generator"),
        };
        context.ReportDiagnostic(Diagnostic.Create(ContractMismatch, Location.None, what, other.Number, RuntimeContract.Number, where));
    }

    private static void AddContract(SourceProductionContext context, CompilationSpec compilation)
    {
        if (compilation.HasRuntime)
        {
            context.AddSource("AiInstrument.Contract.g.cs", ContractEmitter.Emit());
        }
    }
}
