namespace AiInstrument.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class StepNames
{
    public const string Project = nameof(Project);
    public const string References = nameof(References);
    public const string Calls = nameof(Calls);
    public const string ExtendedCalls = nameof(ExtendedCalls);
    public const string FeatureCalls = nameof(FeatureCalls);
    public const string FeatureAttributes = nameof(FeatureAttributes);
    public const string MinimalRoutes = nameof(MinimalRoutes);
    public const string ControllerRoutes = nameof(ControllerRoutes);
    public const string PageModels = nameof(PageModels);
    public const string PageFiles = nameof(PageFiles);
    public const string HostedServices = nameof(HostedServices);

    public const string Features = nameof(Features);
    public const string Routes = nameof(Routes);
    public const string Jobs = nameof(Jobs);
    public const string CallSites = nameof(CallSites);
    public const string Bodies = nameof(Bodies);
    public const string Interceptors = nameof(Interceptors);
    public const string Registry = nameof(Registry);
}
