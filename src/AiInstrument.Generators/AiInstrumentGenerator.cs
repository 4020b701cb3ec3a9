using AiInstrument.Generators.Emitting;
using AiInstrument.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators;

/// <summary>
/// Generates the registry of a project (features, routes, jobs, call sites) and the interceptors that measure its LLM calls.
/// The steps run from source to values (<c>*.Parser</c>), from values to what one file needs, and from there to text.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class AiInstrumentGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static c => c.AddEmbeddedAttributeDefinition());

        var project = context.AnalyzerConfigOptionsProvider.Select(static (o, _) => ProjectParser.Parse(o)).WithTrackingName(StepNames.Project);
        var source = Source(context);
        var compilation = source.Select(static (s, _) => s.References).WithTrackingName(StepNames.References);
        var calls = Calls(source);
        var featureCalls = source.Select(static (s, _) => FeatureCalls.Of(s.Files.SelectMany(f => f.FeatureCalls))).WithTrackingName(StepNames.FeatureCalls);
        var features = Features(source, calls, featureCalls);
        var pages = PageFiles(context);
        var routes = Routes(source, pages, project);
        var jobs = Jobs(source);

        // Each file hangs on no more than its text needs: an edit above a call moves lines and locations, and leaves bodies alone.
        var sites = calls.Combine(project).Select(static (x, _) => CallSiteList.Of(x.Left, x.Right)).WithTrackingName(StepNames.CallSites);
        var interceptors = calls.Combine(project).Select(static (x, _) => InterceptionList.Of(x.Left, x.Right)).WithTrackingName(StepNames.Interceptors);
        var bodies = interceptors.Select(static (i, _) => InterceptionList.Methods(i)).WithTrackingName(StepNames.Bodies);
        var ns = project.Combine(compilation).Select(static (x, _) => x.Right.HasRuntime ? GeneratedNamespaces.Root(x.Left, x.Right) : null);
        var reachability = Reachability(context, source, project);
        var reached = EntryPoints(reachability, pages, project);
        var registry = ns.Combine(compilation).Combine(features).Combine(routes).Combine(jobs).Combine(sites).Combine(reached)
            .Select(static (x, _) =>
            {
                var ((((((ns, compilation), features), routes), jobs), sites), reached) = x;
                return ns is null ? null : new RegistrySpec(ns, compilation.AssemblyName, compilation.Language >= LanguageVersion.CSharp9, features, routes, jobs, sites, reached);
            })
            .WithTrackingName(StepNames.Registry);

        var handedOver = ns.Combine(project).Combine(features).Combine(featureCalls)
            .Select(static (x, _) =>
            {
                var (((ns, project), features), calls) = x;
                return ns is null || !project.InterceptCalls || calls.Count == 0 ? null : new FeatureCallList(ns, features, calls);
            });

        var hasFileTypes = compilation.Select(static (c, _) => c.Language >= LanguageVersion.CSharp11);

        // What people write against is there while they type; the rest only when the project is compiled.
        context.RegisterSourceOutput(ns.Combine(features), static (c, x) => Add(c, "AiFeatures.g.cs", x.Left, x.Right, NamesEmitter.Features));
        context.RegisterSourceOutput(ns.Combine(routes), static (c, x) => Add(c, "AiRoutes.g.cs", x.Left, x.Right, NamesEmitter.Routes));
        context.RegisterSourceOutput(ns.Combine(jobs), static (c, x) => Add(c, "AiJobs.g.cs", x.Left, x.Right, NamesEmitter.Jobs));
        context.RegisterSourceOutput(registry, static (c, x) => AddRegistry(c, x));
        context.RegisterSourceOutput(compilation, static (c, x) => AddExtensions(c, x));
        context.RegisterSourceOutput(compilation, static (c, x) => ReportContract(c, x));
        context.RegisterImplementationSourceOutput(compilation, static (c, x) => AddContract(c, x));
        context.RegisterImplementationSourceOutput(reachability, static (c, x) => AddReachingMembers(c, x));
        context.RegisterImplementationSourceOutput(bodies, static (c, x) => AddBodies(c, x));
        context.RegisterImplementationSourceOutput(interceptors.Combine(hasFileTypes), static (c, x) => AddInterceptors(c, x.Left, x.Right));
        context.RegisterImplementationSourceOutput(handedOver.Combine(hasFileTypes), static (c, x) => AddFeatureCalls(c, x.Left, x.Right));
        context.RegisterImplementationSourceOutput(
            bodies.Combine(handedOver).Select(static (x, _) => x.Left.Count > 0 || x.Right is not null).Combine(hasFileTypes),
            static (c, x) => AddInterceptsLocation(c, x.Left, x.Right));
        context.RegisterImplementationSourceOutput(compilation.Combine(bodies.Select(static (b, _) => b.Count > 0)), static (c, x) => AddAdapters(c, x.Left, x.Right));
    }
}
