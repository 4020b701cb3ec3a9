using AiInstrument.Catalog;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads the files of one compilation. Only what stands at a word that may matter is bound.</summary>
/// <param name="context">The compilation's context, made when the first such word is met.</param>
/// <param name="featureAliases">Other names of [AiFeature].</param>
/// <param name="ownNames">Names of calls and of members that the user marks.</param>
internal sealed class FileReader(Lazy<CompilationContext> context, IReadOnlyCollection<string> featureAliases, IReadOnlyCollection<string> ownNames)
{
    private static readonly NameScan s_known = new(KnownNames([]));

    private readonly HashSet<string> _featureNames = [.. FeatureParser.Names, .. featureAliases];
    private readonly NameScan _names = featureAliases.Count + ownNames.Count == 0 ? s_known : new NameScan(KnownNames(featureAliases.Concat(ownNames)));

    public FileSpec Read(SyntaxTree tree, CancellationToken cancellation)
    {
        var calls = new List<CallSpec>();
        var featureCalls = new List<FeatureCallSpec>();
        var features = new List<FeatureSpec>();
        var routes = new List<RouteSpec>();
        var pages = new List<PageModelSpec>();
        var jobs = new List<JobName>();
        SemanticModel? bound = null;
        if (tree.GetRoot(cancellation) is CompilationUnitSyntax root && root.Members.Any(SyntaxKind.GlobalStatement))
        {
            Add(jobs, JobParser.Parse(root, Model(), Context, cancellation));
        }

        foreach (var token in _names.Tokens(tree, cancellation))
        {
            if (JobParser.CandidateOf(token) is { } candidate)
            {
                Add(jobs, JobParser.Parse(candidate, Model(), Context, cancellation));
            }

            switch (token.Parent)
            {
                case ClassDeclarationSyntax type:
                    ReadClass(type);
                    break;
                case ImplicitObjectCreationExpressionSyntax creation when CallParser.IsCandidate(creation):
                    Add(calls, CallParser.Parse(creation, Model(), Context, cancellation));
                    break;
                case SimpleNameSyntax name when _featureNames.Contains(name.Identifier.ValueText) && FeatureParser.AttributeOf(name) is { } attribute:
                    Add(features, FeatureParser.Parse(attribute, Model(), Context.Features, cancellation));
                    break;
                case SimpleNameSyntax name when MinimalRouteParser.MappingOf(name) is { } mapping:
                    routes.AddRange(MinimalRouteParser.Parse(mapping, Model(), cancellation));
                    break;
                case SimpleNameSyntax name:
                    Add(calls, CallParser.Parse(name, Model(), Context, cancellation));
                    Add(featureCalls, FeatureCalls.Parse(name, Model(), Context, cancellation));
                    break;
            }
        }

        return new FileSpec(calls.ToEquatableArray(), featureCalls.ToEquatableArray(), features.ToEquatableArray(), routes.ToEquatableArray(), pages.ToEquatableArray(), jobs.ToEquatableArray());

        void ReadClass(ClassDeclarationSyntax type)
        {
            if (ControllerRouteParser.IsCandidate(type))
            {
                routes.AddRange(ControllerRouteParser.Parse(type, Model(), cancellation));
            }

            if (RazorPageParser.IsPageModel(type))
            {
                Add(pages, RazorPageParser.ParseModel(type, Model(), cancellation));
            }
        }

        SemanticModel Model() => bound ??= Context.Compilation.GetSemanticModel(tree);
    }

    private CompilationContext Context => context.Value;

    private static void Add<T>(List<T> items, T? item)
        where T : class
    {
        if (item is not null)
        {
            items.Add(item);
        }
    }

    private static IEnumerable<string> KnownNames(IEnumerable<string> more) =>
        ["class", "new", .. CallClassifier.KnownNames, .. FeatureParser.Names, .. MinimalRouteParser.Names, .. JobParser.Names, .. more];
}
