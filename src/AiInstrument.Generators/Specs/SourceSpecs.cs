using AiInstrument.Catalog.Jobs;

namespace AiInstrument.Generators.Specs;

/// <summary>What one file says. All of it is values: the file may change or go.</summary>
/// <param name="Calls">Its calls of models.</param>
/// <param name="FeatureCalls">Its calls that hand a feature over.</param>
/// <param name="Features">The features that its attributes declare.</param>
/// <param name="Routes">The endpoints that it maps.</param>
/// <param name="Pages">The page models that it declares.</param>
/// <param name="Jobs">The jobs that it declares.</param>
internal sealed record FileSpec(
    EquatableArray<CallSpec> Calls,
    EquatableArray<FeatureCallSpec> FeatureCalls,
    EquatableArray<FeatureSpec> Features,
    EquatableArray<RouteSpec> Routes,
    EquatableArray<PageModelSpec> Pages,
    EquatableArray<JobName> Jobs)
{
    public bool IsEmpty => Calls.Count + FeatureCalls.Count + Features.Count + Routes.Count + Pages.Count + Jobs.Count == 0;
}

/// <summary>What all files and the references say.</summary>
/// <param name="References">The references.</param>
/// <param name="Files">The files that say something, in the compilation's order.</param>
internal sealed record SourceSpec(CompilationSpec References, EquatableArray<FileSpec> Files);
