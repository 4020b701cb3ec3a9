using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>What <c>.editorconfig</c> and the build say to a project's files, as the compiler would hand it to rules and generators.</summary>
/// <param name="configurations">The configuration files.</param>
/// <param name="properties">Build properties that rules read; they count where no file has them, as without the package.</param>
internal sealed class ProjectConfiguration(AnalyzerConfigSet configurations, ImmutableDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    private readonly Options _global = new(configurations.GlobalConfigOptions.AnalyzerOptions, properties);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => _global;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Of(tree.FilePath);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Of(textFile.Path);

    /// <summary>The severities that the files set.</summary>
    public SyntaxTreeOptionsProvider Severities { get; } = new SeverityOptions(configurations);

    private Options Of(string path) => new(configurations.GetOptionsForSourcePath(path).AnalyzerOptions, _global.All);

    private sealed class Options(ImmutableDictionary<string, string> own, ImmutableDictionary<string, string> rest) : AnalyzerConfigOptions
    {
        public ImmutableDictionary<string, string> All => rest.SetItems(own);

        public override IEnumerable<string> Keys => All.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => own.TryGetValue(key, out value) || rest.TryGetValue(key, out value);
    }

    private sealed class SeverityOptions(AnalyzerConfigSet configurations) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            configurations.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value) && bool.TryParse(value, out var generated)
                ? generated ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated
                : GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configurations.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configurations.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
