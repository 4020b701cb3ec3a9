using AiInstrument.Generators.Adapters;
using AiInstrument.Generators.Emitting;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators;

/// <summary>What is emitted, and when: a file that would be empty is left out.</summary>
public sealed partial class AiInstrumentGenerator
{
    private static void Add<T>(SourceProductionContext context, string file, string? ns, EquatableArray<Named<T>> items, Func<string, EquatableArray<Named<T>>, SourceText> emit)
    {
        if (ns is not null && items.Count > 0)
        {
            context.AddSource(file, emit(ns, items));
        }
    }

    private static void AddRegistry(SourceProductionContext context, RegistrySpec? registry)
    {
        if (registry is null || registry.Features.Count + registry.Routes.Count + registry.Jobs.Count + registry.CallSites.Count == 0)
        {
            return;
        }

        context.AddSource("AiRegistry.g.cs", RegistryEmitter.Manifest(registry));
        if (!registry.HasModuleInitializers)
        {
            context.AddSource("AiInstrument.FirstCall.g.cs", RegistryEmitter.FirstCall(registry));
        }

        if (registry.CallSites.Count > 0)
        {
            context.AddSource("AiInstrument.CallSites.g.cs", RegistryEmitter.CallSites(registry));
        }
    }

    private static void AddReachingMembers(SourceProductionContext context, ReachabilitySpec? reachability)
    {
        if (reachability is { Members.Count: > 0 })
        {
            context.AddSource("AiInstrument.Reach.g.cs", ReachEmitter.Members(reachability.Members));
        }
    }

    private static void AddExtensions(SourceProductionContext context, CompilationSpec compilation)
    {
        foreach (var extension in compilation.Extensions)
        {
            context.AddSource(AdapterEmitter.HintName(extension).Replace(".Adapter.", "."), AdapterEmitter.Emit(extension));
        }
    }

    private static void AddBodies(SourceProductionContext context, EquatableArray<MethodSpec> methods)
    {
        if (methods.Count > 0)
        {
            context.AddSource("AiInstrument.ObservedCalls.g.cs", BodiesEmitter.Emit(methods));
        }
    }

    private static void AddInterceptors(SourceProductionContext context, EquatableArray<InterceptionSpec> interceptions, bool hasFileTypes)
    {
        if (interceptions.Count > 0)
        {
            context.AddSource("AiInstrument.Interceptors.g.cs", InterceptorsEmitter.Emit(interceptions, hasFileTypes));
        }
    }

    private static void AddFeatureCalls(SourceProductionContext context, FeatureCallList? list, bool hasFileTypes)
    {
        if (list is not null)
        {
            context.AddSource("AiInstrument.FeatureCalls.g.cs", FeatureCallsEmitter.Emit(list, hasFileTypes));
        }
    }

    /// <summary>Where the language has no file-local types, the files share the attribute.</summary>
    private static void AddInterceptsLocation(SourceProductionContext context, bool isIntercepting, bool hasFileTypes)
    {
        if (isIntercepting && !hasFileTypes)
        {
            context.AddSource("AiInstrument.InterceptsLocation.g.cs", InterceptsLocationText.Emit());
        }
    }

    private static void AddAdapters(SourceProductionContext context, CompilationSpec compilation, bool hasBodies)
    {
        if (!hasBodies && !compilation.Extensions.Any(AdapterFiles.NeedsAdapters))
        {
            return;
        }

        foreach (var adapter in compilation.Adapters)
        {
            context.AddSource(AdapterEmitter.HintName(adapter), AdapterEmitter.Emit(adapter));
        }
    }
}
