using System.Collections.Immutable;
using System.Globalization;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Cli.Scanning.Loading;
using AiInstrument.Generators.Parsing;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Cli.Scanning;

/// <summary>Asks the generator's parser for the calls of one project, and the rules for their findings.</summary>
/// <param name="root">The folder that paths are relative to.</param>
internal sealed class ProjectScanner(string root)
{
    private const string EscapedCall = "AII0001";
    private const string UnattributedCall = "AII0002";
    private const string CallSiteIdProperty = "AiCallSiteId";
    private const string NotInstalled = "not-installed";
    private const string RuntimeType = "AiInstrument.AiFeatureAttribute";

    private static readonly string[] s_clientAddresses = ["BaseAddress", "RequestUri", "ConnectAsync"];

    // The parts of names that other code has too.
    private static readonly string[] s_vendors = ["Microsoft", "Azure", "Google", "Amazon", "Extensions", "Abstractions", "Core", "Cloud"];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_rules = Rules();

    // What calls, clients and models of the catalog are named, and what sets a client's address.
    private static readonly NameScan s_words = new([
        .. CallClassifier.KnownNames,
        .. LlmSdks.All.SelectMany(sdk => sdk.ClientTypes.Concat(sdk.Methods.Select(method => method.Type))).Select(NameOf),
        .. LlmSdks.All.SelectMany(sdk => sdk.Assemblies).SelectMany(assembly => assembly.Split('.')).Except(s_vendors, StringComparer.Ordinal),
        .. s_clientAddresses,
    ]);

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ScanRule> All { get; } =
    [
        .. s_rules.SelectMany(rule => rule.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id, StringComparer.Ordinal)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => new ScanRule(rule.Id, Text(rule.Title), Text(rule.Description), Level(rule.DefaultSeverity), rule.HelpLinkUri)),
    ];

    /// <summary>Scans a project.</summary>
    public async Task<ScannedPart> ScanAsync(ScannedInput input, LoadedProject project, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation;
        var analysis = compilation.WithAnalyzers(
            s_rules,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([.. project.AdditionalFiles], project.Configuration), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var hasRuntime = compilation.GetTypesByMetadataName(RuntimeType).Length > 0;
        var diagnostics = hasRuntime
            ? await analysis.GetAllDiagnosticsAsync(cancellationToken).ConfigureAwait(false)
            : await WhereModelsAreNamedAsync(analysis, compilation, cancellationToken).ConfigureAwait(false);
        var findings = Findings(compilation, diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("AII", StringComparison.Ordinal) && diagnostic.Severity > DiagnosticSeverity.Hidden), cancellationToken);
        var unattributed = findings.Where(finding => finding.Rule == UnattributedCall).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);

        var isInstalled = hasRuntime && project.HasGenerator;
        var trees = project.Written.Concat(compilation.SyntaxTrees.Where(RazorFiles.IsGenerated)).ToDictionary(tree => tree.FilePath, StringComparer.Ordinal);
        var settings = new SettingsReader(project.Configuration);
        var calls = new List<ScannedCall>();
        var testCalls = 0;
        foreach (var call in CallSiteReader.Read(compilation, trees.Values, project.Configuration, cancellationToken))
        {
            var tree = trees[call.Site.File];
            if (TestFiles.AreLeftOut(tree, project.Configuration))
            {
                testCalls++;
            }
            else if (!settings.For(tree).Excludes(tree.FilePath))
            {
                var place = tree.GetMappedLineSpan(new TextSpan(call.Position, 0), cancellationToken);
                var scanned = Call(call.Site, place, compilation.AssemblyName!, isInstalled, hasRuntime ? !unattributed.Contains(call.Site.Id) : null);
                calls.Add(scanned);
                if (scanned.State == CallState.NotInstalled && Severity(call.Site, tree, compilation, cancellationToken) is { } level)
                {
                    var message = $"The call to '{scanned.Method}' is not measured because {scanned.Because}";
                    findings.Add(new ScanFinding(scanned.Id, EscapedCall, level, message, scanned.Project, scanned.Member, scanned.File, scanned.Line, place.StartLinePosition.Character + 1)
                    {
                        Code = MemberCode.HashOf(tree, new TextSpan(call.Position, 0), message, cancellationToken),
                    });
                }
            }
        }

        var errors = diagnostics.Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsSuppressed: false } && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) && !diagnostic.IsWarningAsError).ToArray();
        string[] problems = [.. Problems(input.Description, errors)];
        return new ScannedPart(
            new ScannedProject(compilation.AssemblyName!, Relative(input.Description.File), input.Description.Framework, problems.Length == 0 ? ProjectState.Scanned : ProjectState.Partial, isInstalled, testCalls, problems),
            calls,
            findings);
    }

    /// <summary>
    /// Without the runtime no feature is declared and no scope opened: rules look at single calls, and bodies of files that name
    /// nothing of a model need not be bound.
    /// </summary>
    private static async Task<ImmutableArray<Diagnostic>> WhereModelsAreNamedAsync(CompilationWithAnalyzers analysis, Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new HashSet<Diagnostic>(compilation.GetParseDiagnostics(cancellationToken).Concat(compilation.GetDeclarationDiagnostics(cancellationToken)));
        foreach (var tree in compilation.SyntaxTrees.Where(tree => s_words.IsIn(tree.GetText(cancellationToken))))
        {
            var model = compilation.GetSemanticModel(tree);
            found.UnionWith(model.GetDiagnostics(cancellationToken: cancellationToken));
            found.UnionWith(await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false));
        }

        return [.. found];
    }

    /// <summary>A path as reports show it: relative to the root, with forward slashes.</summary>
    public string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static IEnumerable<string> Problems(ProjectDescription description, Diagnostic[] errors)
    {
        foreach (var error in description.Errors)
        {
            yield return error;
        }

        if (!description.IsRestored)
        {
            yield return "It is not restored, so that calls of its packages cannot be told: run 'dotnet restore', or use --restore.";
        }
        else if (errors is [var first, ..])
        {
            var place = first.Location.GetMappedLineSpan();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"It does not compile, so that some calls may be missing: {errors.Length} errors, the first is {first.Id}: {first.GetMessage(CultureInfo.InvariantCulture)} ({Path.GetFileName(place.Path)}, line {place.StartLinePosition.Line + 1})");
        }
    }

    private ScannedCall Call(CallSiteSpec site, FileLinePositionSpan place, string project, bool isInstalled, bool? attributed)
    {
        var (state, reason, because) = site switch
        {
            { MeasuredBy: not null } => (CallState.Wrapped, null, null),
            { Escape: { } code } => (CallState.Escaped, code, Because(code)),
            _ when isInstalled => (CallState.Intercepted, null, null),
            _ => (CallState.NotInstalled, NotInstalled, "the project does not use AiInstrument"),
        };
        return new ScannedCall(
            site.Id, project, site.Member, Relative(place.Path), place.StartLinePosition.Line + 1, site.Sdk, site.Method, site.Operation, site.Provider, site.Model,
            site.Feature?.Id, attributed, state, reason, because);
    }

    private static string Because(string code) =>
        Enum.GetValues<EscapeReason>().First(reason => string.Equals(reason.Code(), code, StringComparison.Ordinal)).Because();

    /// <summary>The level of a finding that no rule could report: the rule's, as the project configures it. Inference on the machine is nobody's bill.</summary>
    private static string? Severity(CallSiteSpec site, SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options.SyntaxTreeOptionsProvider!;
        var configured = options.TryGetDiagnosticValue(tree, EscapedCall, cancellationToken, out var severity) || options.TryGetGlobalDiagnosticValue(EscapedCall, cancellationToken, out severity)
            ? severity
            : compilation.Options.SpecificDiagnosticOptions.GetValueOrDefault(EscapedCall, ReportDiagnostic.Default);
        return configured switch
        {
            ReportDiagnostic.Suppress or ReportDiagnostic.Hidden => null,
            ReportDiagnostic.Error => "error",
            ReportDiagnostic.Info => "note",
            _ => LlmSdks.All.Any(sdk => sdk.Name == site.Sdk && sdk.IsLocal) ? "note" : "warning",
        };
    }

    private List<ScanFinding> Findings(Compilation compilation, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var findings = new List<ScanFinding>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new HashSet<(string, string)>();
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            var member = Member(compilation, diagnostic.Location, cancellationToken);
            var id = diagnostic.Properties.GetValueOrDefault(CallSiteIdProperty);
            if (id is null)
            {
                var like = string.Join('\n', compilation.AssemblyName, member, diagnostic.Id, message);
                seen[like] = seen.GetValueOrDefault(like) + 1;
                id = StableHash.Of(like + "\n" + seen[like].ToString(CultureInfo.InvariantCulture));
            }

            if (ids.Add((diagnostic.Id, id)))
            {
                var place = diagnostic.Location.GetMappedLineSpan();
                var hasPlace = diagnostic.Location.IsInSource;
                findings.Add(new ScanFinding(
                    id,
                    diagnostic.Id,
                    Level(diagnostic.Severity),
                    message,
                    compilation.AssemblyName!,
                    member,
                    hasPlace ? Relative(place.Path) : null,
                    hasPlace ? place.StartLinePosition.Line + 1 : 0,
                    hasPlace ? place.StartLinePosition.Character + 1 : 0)
                {
                    Code = hasPlace ? MemberCode.HashOf(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, message, cancellationToken) : null,
                });
            }
        }

        return findings;
    }

    private static string Member(Compilation compilation, Location location, CancellationToken cancellationToken) =>
        location.SourceTree is { } tree
        && compilation.GetSemanticModel(tree).GetEnclosingSymbol(location.SourceSpan.Start, cancellationToken) is { } symbol and not (INamespaceSymbol or IAssemblySymbol)
            ? SymbolNames.Member(symbol)
            : "";

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    /// <summary>A type's own name: without namespace, outer types and arity.</summary>
    private static string NameOf(string metadataName) => metadataName[(metadataName.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0];

    private static string Text(LocalizableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<DiagnosticAnalyzer> Rules()
    {
        var assembly = typeof(EscapedCallAnalyzer).Assembly;
        return new AnalyzerFileReference(assembly.Location, new Loaded(assembly)).GetAnalyzers(LanguageNames.CSharp);
    }

    /// <summary>The rules are in an assembly that is loaded already.</summary>
    private sealed class Loaded(System.Reflection.Assembly assembly) : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // It needs the compiler alone.
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => assembly;
    }
}

/// <summary>What one project adds to a report.</summary>
/// <param name="Project">The project.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="Findings">Its findings.</param>
internal sealed record ScannedPart(ScannedProject Project, IReadOnlyList<ScannedCall> Calls, IReadOnlyList<ScanFinding> Findings);
