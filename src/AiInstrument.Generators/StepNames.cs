namespace AiInstrument.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class StepNames
{
    public const string Project = nameof(Project);
    public const string References = nameof(References);
    public const string Source = nameof(Source);
    public const string PageFiles = nameof(PageFiles);

    public const string Calls = nameof(Calls);
    public const string FeatureCalls = nameof(FeatureCalls);
    public const string Features = nameof(Features);
    public const string Routes = nameof(Routes);
    public const string Jobs = nameof(Jobs);
    public const string CallSites = nameof(CallSites);
    public const string Bodies = nameof(Bodies);
    public const string Interceptors = nameof(Interceptors);
    public const string Reachability = nameof(Reachability);
    public const string EntryPoints = nameof(EntryPoints);
    public const string Registry = nameof(Registry);
}
