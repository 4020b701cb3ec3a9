using System.Collections.Immutable;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Emitting;
using AiInstrument.Generators.Naming;
using AiInstrument.Generators.Parsing;
using AiInstrument.Generators.Reaching;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators;

/// <summary>The steps that turn source into sorted, named values.</summary>
public sealed partial class AiInstrumentGenerator
{
    private static IncrementalValueProvider<SourceSpec> Source(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (x, cancellation) => SourceReader.Read(x.Left, x.Right, cancellation))
            .WithTrackingName(StepNames.Source);

    private static IncrementalValueProvider<EquatableArray<CallSpec>> Calls(IncrementalValueProvider<SourceSpec> source) =>
        source.Select(static (s, _) => TwinFiles.Escape(s.Files.SelectMany(f => f.Calls).ToEquatableArray()))
            .WithTrackingName(StepNames.Calls);

    private static IncrementalValueProvider<EquatableArray<Named<FeatureSpec>>> Features(
        IncrementalValueProvider<SourceSpec> source,
        IncrementalValueProvider<EquatableArray<CallSpec>> calls,
        IncrementalValueProvider<EquatableArray<FeatureCallSpec>> featureCalls) =>
        source.Combine(calls).Combine(featureCalls)
            .Select(static (x, _) => PropertyNames.Assign(
                x.Left.Left.Files.SelectMany(f => f.Features)
                    .Concat(x.Left.Right.Select(c => c.Site.Feature).OfType<FeatureSpec>())
                    .Concat(x.Right.Select(c => c.Feature))
                    // An id that is declared twice is an error of its own (AII0003): here the first in order stands.
                    .OrderBy(f => f.Id, StringComparer.Ordinal)
                    .ThenBy(f => f.Category, StringComparer.Ordinal)
                    .ThenBy(f => f.Owner, StringComparer.Ordinal)
                    .ThenBy(f => f.Purpose, StringComparer.Ordinal)
                    .GroupBy(f => f.Id, StringComparer.Ordinal)
                    .Select(g => g.First()),
                Code.Features, static f => f.Id, static f => Words.Pascal(f.Id)))
            .WithTrackingName(StepNames.Features);

    private static IncrementalValueProvider<ImmutableArray<PageFileSpec>> PageFiles(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Where(RazorPageParser.IsPageFile)
            .Select(RazorPageParser.ParseFile)
            .Where(static f => f is not null)
            .Select(static (f, _) => f!)
            .WithTrackingName(StepNames.PageFiles)
            .Collect();

    private static IncrementalValueProvider<EquatableArray<Named<RouteSpec>>> Routes(
        IncrementalValueProvider<SourceSpec> source, IncrementalValueProvider<ImmutableArray<PageFileSpec>> pages, IncrementalValueProvider<ProjectSpec> project) =>
        source.Combine(pages).Combine(project)
            .Select(static (x, _) =>
            {
                var ((source, pages), project) = x;
                var all = source.Files.SelectMany(f => f.Routes).Concat(RazorPageParser.Routes(pages, source.Files.SelectMany(f => f.Pages), project));
                return PropertyNames.Assign(
                    all.Distinct().OrderBy(r => r.Pattern, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal),
                    Code.Routes, static r => r.Method + " " + r.Pattern, static r => RoutePatterns.PropertyOf(r.Method, r.Pattern));
            })
            .WithTrackingName(StepNames.Routes);

    private static IncrementalValueProvider<EquatableArray<Named<JobName>>> Jobs(IncrementalValueProvider<SourceSpec> source) =>
        source
            .Select(static (s, _) => PropertyNames.Assign(
                s.Files.SelectMany(f => f.Jobs).Distinct()
                    .OrderBy(j => j.Name, StringComparer.Ordinal).ThenBy(j => j.Kind, StringComparer.Ordinal).ThenBy(j => j.Property, StringComparer.Ordinal),
                Code.Jobs, static j => j.Name + " " + j.Kind, static j => Words.Pascal(j.Property)))
            .WithTrackingName(StepNames.Jobs);

    private static IncrementalValueProvider<ReachabilitySpec?> Reachability(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<SourceSpec> source, IncrementalValueProvider<ProjectSpec> project) =>
        context.CompilationProvider.Combine(source).Combine(project)
            .Select(static (x, cancellation) => ReachReader.Read(x.Left.Left, x.Left.Right, x.Right, cancellation))
            .WithTrackingName(StepNames.Reachability);

    /// <summary>What the entry points reach, by the routes that the handlers of pages have.</summary>
    private static IncrementalValueProvider<ReachedEntryPoints?> EntryPoints(
        IncrementalValueProvider<ReachabilitySpec?> reachability, IncrementalValueProvider<ImmutableArray<PageFileSpec>> pages, IncrementalValueProvider<ProjectSpec> project) =>
        reachability.Combine(pages).Combine(project)
            .Select(static (x, _) =>
            {
                var ((reachability, pages), project) = x;
                return reachability is null ? null : new ReachedEntryPoints(reachability.Entries.SelectMany(e => e.From.PageFile is not { } page
                        ? [e]
                        : RazorPageParser.RoutesOf(page, e.From.Name, pages, project).Select(r => e with { From = new EntryPointSpec(r.Method + " " + r.Pattern, EntryPointSpec.Http) }))
                    .OrderBy(e => e.From.Name, StringComparer.Ordinal).ThenBy(e => e.From.Kind, StringComparer.Ordinal)
                    .ToEquatableArray());
            })
            .WithTrackingName(StepNames.EntryPoints);
}
