using System.Collections.Immutable;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Emitting;
using AiInstrument.Generators.Naming;
using AiInstrument.Generators.Parsing;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators;

/// <summary>The steps that turn source into sorted, named values.</summary>
public sealed partial class AiInstrumentGenerator
{
    private static IncrementalValueProvider<ImmutableArray<CallSpec>> Calls(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => CallParser.IsCandidate(node), CallParser.Parse)
            .Where(static c => c is not null)
            .Select(static (c, _) => c!)
            .WithTrackingName(StepNames.Calls)
            .Collect()
            .Combine(context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider)
                .Select(static (x, cancellation) => ExtendedCalls.Of(x.Left, x.Right, cancellation))
                .WithTrackingName(StepNames.ExtendedCalls))
            .Select(static (x, _) => TwinFiles.Escape(x.Right is { } all ? [.. all] : x.Left));

    private static IncrementalValueProvider<EquatableArray<Named<FeatureSpec>>> Features(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<CallSpec>> calls)
    {
        var declared = context.SyntaxProvider
            .ForAttributeWithMetadataName(FeatureParser.AttributeName, static (_, _) => true, FeatureParser.Parse)
            .WithTrackingName(StepNames.FeatureAttributes)
            .Collect();
        var onLambdas = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => FeatureParser.IsAttributedLambda(node), FeatureParser.ParseLambda)
            .Collect();

        return declared.Combine(onLambdas).Combine(calls.Select(static (c, _) => c.Select(x => x.Site.Feature).ToImmutableArray()))
            .Select(static (x, _) => PropertyNames.Assign(
                x.Left.Left.Concat(x.Left.Right).Concat(x.Right)
                    .OfType<FeatureSpec>()
                    // An id that is declared twice is an error of its own (AII0003): here the first in order stands.
                    .OrderBy(f => f.Id, StringComparer.Ordinal)
                    .ThenBy(f => f.Category, StringComparer.Ordinal)
                    .ThenBy(f => f.Owner, StringComparer.Ordinal)
                    .ThenBy(f => f.Purpose, StringComparer.Ordinal)
                    .GroupBy(f => f.Id, StringComparer.Ordinal)
                    .Select(g => g.First()),
                Code.Features, static f => f.Id, static f => Words.Pascal(f.Id)))
            .WithTrackingName(StepNames.Features);
    }

    private static IncrementalValueProvider<EquatableArray<Named<RouteSpec>>> Routes(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ProjectSpec> project)
    {
        var minimal = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => MinimalRouteParser.IsCandidate(node), MinimalRouteParser.Parse)
            .Where(static r => r.Count > 0)
            .WithTrackingName(StepNames.MinimalRoutes)
            .Collect();
        var controllers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => ControllerRouteParser.IsCandidate(node), ControllerRouteParser.Parse)
            .Where(static r => r.Count > 0)
            .WithTrackingName(StepNames.ControllerRoutes)
            .Collect();
        var models = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => RazorPageParser.IsPageModel(node), RazorPageParser.ParseModel)
            .Where(static m => m is not null)
            .Select(static (m, _) => m!)
            .WithTrackingName(StepNames.PageModels)
            .Collect();
        var pages = context.AdditionalTextsProvider
            .Where(RazorPageParser.IsPageFile)
            .Select(RazorPageParser.ParseFile)
            .Where(static f => f is not null)
            .Select(static (f, _) => f!)
            .WithTrackingName(StepNames.PageFiles)
            .Collect();

        return minimal.Combine(controllers).Combine(models).Combine(pages).Combine(project)
            .Select(static (x, _) =>
            {
                var ((((minimal, controllers), models), pages), project) = x;
                var all = minimal.Concat(controllers).SelectMany(r => r).Concat(RazorPageParser.Routes(pages, models, project));
                return PropertyNames.Assign(
                    all.Distinct().OrderBy(r => r.Pattern, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal),
                    Code.Routes, static r => r.Method + " " + r.Pattern, static r => RoutePatterns.PropertyOf(r.Method, r.Pattern));
            })
            .WithTrackingName(StepNames.Routes);
    }

    private static IncrementalValueProvider<EquatableArray<Named<JobName>>> Jobs(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => JobParser.IsCandidate(node), JobParser.Parse)
            .Where(static j => j is not null)
            .Select(static (j, _) => j!)
            .WithTrackingName(StepNames.HostedServices)
            .Collect()
            .Select(static (jobs, _) => PropertyNames.Assign(
                jobs.Distinct().OrderBy(j => j.Name, StringComparer.Ordinal).ThenBy(j => j.Kind, StringComparer.Ordinal).ThenBy(j => j.Property, StringComparer.Ordinal),
                Code.Jobs, static j => j.Name + " " + j.Kind, static j => Words.Pascal(j.Property)))
            .WithTrackingName(StepNames.Jobs);
}
