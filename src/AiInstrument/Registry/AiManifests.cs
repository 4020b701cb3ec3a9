using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Capture;

namespace AiInstrument.Registry;

/// <summary>The manifests of all instrumented assemblies that are loaded. Safe to use from any thread.</summary>
public static class AiManifests
{
    private static readonly ConcurrentDictionary<string, string> s_buildIds = new(StringComparer.Ordinal);
    private static ImmutableArray<AiManifest> s_all = [];

    /// <summary>Raised once for each newly registered manifest, on the registering thread. What a handler throws is counted, not passed on.</summary>
#pragma warning disable MA0046 // There is no sender: the class is static, and generated code subscribes with a plain lambda.
    public static event Action<AiManifest>? Registered;
#pragma warning restore MA0046

    /// <summary>The manifests so far, in the order of their registration.</summary>
    public static IReadOnlyList<AiManifest> All => s_all;

    /// <summary>Adds an assembly's manifest. Called by the assembly's module initializer; a known build of an assembly is not added again.</summary>
    /// <param name="manifest">The generated manifest.</param>
    /// <exception cref="ArgumentNullException"><paramref name="manifest"/> is null.</exception>
    public static void Register(AiManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (!ImmutableInterlocked.Update(ref s_all, AddIfNew, manifest))
        {
            return;
        }

        foreach (var site in manifest.CallSites)
        {
            s_buildIds[site.Id] = manifest.BuildId;
        }

        foreach (var handler in Registered?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<AiManifest>)handler)(manifest);
            }
            catch (Exception e)
            {
                // Thrown from here it would fail the registering assembly's module initializer.
                TelemetryFaults.Count(e);
            }
        }
    }

    /// <summary>The build that a call site belongs to, or null when no manifest names the site.</summary>
    internal static string? FindBuildId(string callSiteId) => s_buildIds.GetValueOrDefault(callSiteId);

    private static ImmutableArray<AiManifest> AddIfNew(ImmutableArray<AiManifest> all, AiManifest manifest)
        => all.Any(known => known.Assembly == manifest.Assembly && known.BuildId == manifest.BuildId) ? all : all.Add(manifest);
}
