using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads the files of one compilation. Only what stands at a word that may matter is bound.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="context">Its context, made when the first such word is met that is not known.</param>
/// <param name="featureAliases">Other names of [AiFeature].</param>
/// <param name="ownNames">Names of calls and of members that the user marks.</param>
internal sealed class FileReader(Compilation compilation, Lazy<CompilationContext> context, IReadOnlyCollection<string> featureAliases, IReadOnlyCollection<string> ownNames)
{
    private static readonly NameScan s_known = new(KnownNames([]));

    private readonly HashSet<string> _featureNames = [.. FeatureParser.Names, .. featureAliases];
    private readonly NameScan _names = featureAliases.Count + ownNames.Count == 0 ? s_known : new NameScan(KnownNames(featureAliases.Concat(ownNames)));

    /// <summary>Reads a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="known">What the file's words said when it was read under the same declarations, by key.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public (FileSpec File, Dictionary<ulong, Finding> Words) Read(SyntaxTree tree, IReadOnlyDictionary<ulong, Finding> known, CancellationToken cancellation)
    {
        var words = new Dictionary<ulong, Finding>();
        var findings = new List<Finding>();
        var members = new Members();
        SemanticModel? bound = null;
        if (tree.GetRoot(cancellation) is CompilationUnitSyntax root && root.Members.Any(SyntaxKind.GlobalStatement))
        {
            findings.Add(new Finding(0) { Job = JobParser.Parse(root, Model(), Context, cancellation) });
        }

        foreach (var word in _names.Tokens(tree, cancellation))
        {
            var key = members.KeyOf(word);
            var finding = known.TryGetValue(key, out var before) ? before.At(word, Model, cancellation) : Find(word, Model, cancellation);
            words[key] = finding;
            findings.Add(finding);
        }

        var file = new FileSpec(
            findings.Select(f => f.Call).OfType<CallSpec>().ToEquatableArray(),
            findings.Select(f => f.FeatureCall).OfType<FeatureCallSpec>().ToEquatableArray(),
            findings.Select(f => f.Feature).OfType<FeatureSpec>().ToEquatableArray(),
            findings.SelectMany(f => f.Routes).ToEquatableArray(),
            findings.Select(f => f.Page).OfType<PageModelSpec>().ToEquatableArray(),
            findings.Select(f => f.Job).OfType<JobName>().ToEquatableArray());
        return (file, words);

        SemanticModel Model() => bound ??= compilation.GetSemanticModel(tree);
    }

    private Finding Find(SyntaxToken word, Func<SemanticModel> model, CancellationToken cancellation)
    {
        var finding = new Finding(Finding.LineOf(word))
        {
            Job = JobParser.CandidateOf(word) is { } job ? JobParser.Parse(job, model(), Context, cancellation) : null,
        };
        return word.Parent switch
        {
            ClassDeclarationSyntax type => finding with
            {
                Routes = ControllerRouteParser.IsCandidate(type) ? ControllerRouteParser.Parse(type, model(), cancellation).ToEquatableArray() : default,
                Page = RazorPageParser.IsPageModel(type) ? RazorPageParser.ParseModel(type, model(), cancellation) : null,
            },
            ImplicitObjectCreationExpressionSyntax creation when CallParser.IsCandidate(creation) =>
                finding with { Call = CallParser.Parse(creation, model(), Context, cancellation) },
            SimpleNameSyntax name when _featureNames.Contains(name.Identifier.ValueText) && FeatureParser.AttributeOf(name) is { } attribute =>
                finding with { Feature = FeatureParser.Parse(attribute, model(), Context.Features, cancellation) },
            SimpleNameSyntax name when MinimalRouteParser.MappingOf(name) is { } mapping =>
                finding with { Routes = MinimalRouteParser.Parse(mapping, model(), cancellation).ToEquatableArray() },
            SimpleNameSyntax name => finding with
            {
                Call = CallParser.Parse(name, model(), Context, cancellation),
                FeatureCall = FeatureCalls.Parse(name, model(), Context, cancellation),
            },
            _ => finding,
        };
    }

    private CompilationContext Context => context.Value;

    private static IEnumerable<string> KnownNames(IEnumerable<string> more) =>
        ["class", "new", .. CallClassifier.KnownNames, .. FeatureParser.Names, .. MinimalRouteParser.Names, .. JobParser.Names, .. more];
}
