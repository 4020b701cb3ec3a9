using AiInstrument.Registry;

namespace AiInstrument.Tests.Registry;

internal static class SampleManifests
{
    /// <summary>A manifest nobody has registered before: the list of manifests lives as long as the process.</summary>
    public static AiManifest New(string assembly = "Sample", params AiCallSite[] sites)
        => new(assembly, Guid.NewGuid().ToString("N")[..16], [], [], [], sites);

    /// <summary>A large solution's manifest, with letters that JSON or UTF-8 make longer.</summary>
    public static AiManifest Large() => new(
        "Large",
        Guid.NewGuid().ToString("N")[..16],
        [.. Enumerable.Range(0, 300).Select(static i => new AiFeatureInfo($"feature.{i}", "özet \"1\"", i % 2 == 0 ? "support" : null, i % 3 == 0 ? "Kısaltır <b>metni</b>" : null))],
        [.. Enumerable.Range(0, 300).Select(static i => new AiRouteInfo("POST", $"/tickets/{{id}}/summary/{i}"))],
        [.. Enumerable.Range(0, 50).Select(static i => new AiJobInfo($"job-{i}", "message"))],
        [.. Enumerable.Range(0, 1_000).Select(static i => SampleSites.Chat with
        {
            Id = $"{i:x16}",
            Line = i,
            Model = i % 2 == 0 ? "gpt-5.4" : null,
            Feature = i % 2 == 0 ? SampleSites.Summarize : null,
            Escape = i % 5 == 0 ? "method_group" : null,
        })]);
}
