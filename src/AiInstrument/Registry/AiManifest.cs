namespace AiInstrument.Registry;

/// <summary>The registry of one assembly's build. Generated; registered by the assembly's module initializer.</summary>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="BuildId">Sixteen hex digits: a hash of what the manifest holds. The same source gives the same id.</param>
/// <param name="Features">Declared features, by id.</param>
/// <param name="Routes">HTTP endpoints, by name.</param>
/// <param name="Jobs">Other entry points, by name.</param>
/// <param name="CallSites">Every call site, escapes included, by id.</param>
/// <param name="Reaches">What routes and jobs reach, by their names; null when the build did not look. An entry point that is not in it reaches no model call.</param>
public sealed record AiManifest(
    string Assembly,
    string BuildId,
    IReadOnlyList<AiFeatureInfo> Features,
    IReadOnlyList<AiRouteInfo> Routes,
    IReadOnlyList<AiJobInfo> Jobs,
    IReadOnlyList<AiCallSite> CallSites,
    IReadOnlyList<AiReach>? Reaches = null);
