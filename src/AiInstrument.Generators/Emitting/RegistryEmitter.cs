using System.Globalization;
using System.Text;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Everything that the registry lists.</summary>
internal sealed record RegistrySpec(
    string Namespace,
    string Assembly,
    bool HasModuleInitializers,
    EquatableArray<Named<FeatureSpec>> Features,
    EquatableArray<Named<RouteSpec>> Routes,
    EquatableArray<Named<JobName>> Jobs,
    EquatableArray<CallSiteSpec> CallSites,
    ReachedEntryPoints? Reached);

/// <summary>Writes the call sites and the manifest that lists them.</summary>
internal static class RegistryEmitter
{
    /// <summary>One instance for each call site: interceptors and manifest share it.</summary>
    public static SourceText CallSites(RegistrySpec registry) =>
        SourceWriter.ForFile()
            .Line($"namespace {Code.GeneratedNamespace};")
            .Line()
            .Using("AiInstrument.Registry")
            .Line(Code.Embedded)
            .Block($"internal static class {Code.CallSites}", body =>
            {
                var features = registry.Features.ToDictionary(f => f.Value.Id, f => $"global::{registry.Namespace}.{Code.Features}.{f.Property}");
                body.Separated(registry.CallSites, (writer, site) => CallSite(writer, site, site.Feature is null ? null : features[site.Feature.Id]));
            })
            .ToSourceText();

    private static void CallSite(SourceWriter writer, CallSiteSpec site, string? feature) =>
        writer.Line($"internal static readonly AiCallSite {Code.SiteField(site.Id)} = new AiCallSite(").Indented(arguments => arguments
            .Line($"id: {Code.Literal(site.Id)},")
            .Line($"member: {Code.Literal(site.Member)},")
            .Line($"file: {Code.Literal(site.File)},")
            .Line($"line: {Text(site.Line)},")
            .Line($"sdk: {Code.Literal(site.Sdk)},")
            .Line($"method: {Code.Literal(site.Method)},")
            .Line($"operation: {Code.Literal(site.Operation)},")
            .Line($"provider: {Code.Literal(site.Provider)},")
            .Line($"model: {Code.Literal(site.Model)},")
            .Line($"escape: {Code.Literal(site.Escape)},")
            .Line($"measuredBy: {Code.Literal(site.MeasuredBy)},")
            .Line($"feature: {feature ?? Code.Null});"));

    public static SourceText Manifest(RegistrySpec registry)
    {
        const string ManifestType = "global::AiInstrument.Registry.AiManifest";
        const string Reach = "global::AiInstrument.Registry.AiReach";
        var ns = "global::" + registry.Namespace;
        var writer = SourceWriter.ForFile();
        var parts = ManifestText.Parts(registry);
        for (var i = 0; i < parts.Count; i++)
        {
            writer.Line($"[assembly: global::AiInstrument.Registry.AiManifestText({Text(ManifestText.Format)}, {Text(i)}, {Text(parts.Count)}, {Code.Literal(parts[i])})]");
        }

        return writer
            .Line()
            .Line($"namespace {registry.Namespace};")
            .Line()
            .Line("/// <summary>The registry of this build: features, routes, jobs and every place that calls a model.</summary>")
            .Block($"internal static partial class {Code.Registry}", body =>
            {
                body.Line("/// <summary>What the runtime publishes at start-up.</summary>");
                body.Line($"public static {ManifestType} Manifest {{ get; }} = new {ManifestType}(");
                body.Indented(arguments =>
                {
                    arguments.Line(Code.Literal(registry.Assembly) + ",");
                    arguments.Line(Code.Literal(BuildId(registry)) + ",");
                    List(arguments, "global::AiInstrument.AiFeatureInfo", registry.Features.Select(f => $"{ns}.{Code.Features}.{f.Property}"), ",");
                    List(arguments, "global::AiInstrument.AiRouteInfo", registry.Routes.Select(r => $"{ns}.{Code.Routes}.{r.Property}"), ",");
                    List(arguments, "global::AiInstrument.AiJobInfo", registry.Jobs.Select(j => $"{ns}.{Code.Jobs}.{j.Property}"), ",");
                    List(arguments, "global::AiInstrument.Registry.AiCallSite", registry.CallSites.Select(s => $"global::{Code.GeneratedNamespace}.{Code.CallSites}.{Code.SiteField(s.Id)}"), registry.Reached is null ? ");" : ",");
                    if (registry.Reached is { } reached)
                    {
                        List(arguments, Reach, reached.All.Select(r => $"{Reach}.Of({Code.Literal(r.From.Name)}, {Code.Literal(r.From.Kind)}, {ReachEmitter.Ids(r.Sites)}, {ReachEmitter.Ids(r.Ambiguous)})"), ");");
                    }
                });
                body.Line();
                if (registry.HasModuleInitializers)
                {
                    body.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
                }

                body.Line("internal static void Register() => global::AiInstrument.Registry.AiManifests.Register(Manifest);");
            })
            .ToSourceText();
    }

    /// <summary>Where the language has no module initializers: the first measured call registers the manifest. The class of the bodies holds nothing that the manifest is made of.</summary>
    public static SourceText FirstCall(RegistrySpec registry) =>
        SourceWriter.ForFile()
            .Line($"namespace {Code.GeneratedNamespace};")
            .Line()
            .Block($"internal static partial class {Code.Bodies}", body => body
                .Line($"static {Code.Bodies}() => global::{registry.Namespace}.{Code.Registry}.Register();"))
            .ToSourceText();

    /// <summary>The same content gives the same id, on every machine.</summary>
    public static string BuildId(RegistrySpec registry)
    {
        var content = new StringBuilder(registry.Assembly);
        foreach (var f in registry.Features)
        {
            Append(content, f.Value.Id, f.Value.Category, f.Value.Owner, f.Value.Purpose, string.Join("\n", f.Value.FormerIds));
            foreach (var b in f.Value.Budgets)
            {
                Append(content, b.Period, b.NanoDollars.ToString(CultureInfo.InvariantCulture), b.Soft ? "soft" : "hard");
            }
        }

        foreach (var r in registry.Routes)
        {
            Append(content, r.Value.Method, r.Value.Pattern);
        }

        foreach (var j in registry.Jobs)
        {
            Append(content, j.Value.Name, j.Value.Kind);
        }

        foreach (var s in registry.CallSites)
        {
            Append(content, s.Id, s.Member, s.File, Text(s.Line), s.Sdk, s.Method, s.Operation, s.Provider, s.Model, s.Feature?.Id, s.Escape, s.MeasuredBy);
        }

        if (registry.Reached is { } reached)
        {
            // A build that looked and found nothing is another one than a build that did not look.
            Append(content, "reaches");
            foreach (var r in reached.All)
            {
                Append(content, r.From.Name, r.From.Kind, string.Join(" ", r.Sites), string.Join(" ", r.Ambiguous));
            }
        }

        return StableHash.Of(content.ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder content, params string?[] fields)
    {
        foreach (var field in fields)
        {
            // A length before each field: no two contents run together to the same text.
            content.Append('\n').Append(field?.Length ?? -1).Append(':').Append(field);
        }
    }

    private static void List(SourceWriter writer, string type, IEnumerable<string> items, string end)
    {
        writer.Block($"new {type}[]", body =>
        {
            foreach (var item in items)
            {
                body.Line(item + ",");
            }
        }, "}" + end);
    }
}
