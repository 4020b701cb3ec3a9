using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AiInstrument.RoslynTesting;

/// <summary>The assemblies that sources under test compile against: the .NET 10 reference packs, the real SDK packages and the runtime.</summary>
public static class TestReferences
{
    private static readonly string[] SdkNames = ["OpenAI", "Anthropic", "Microsoft.Extensions.AI.Abstractions"];

    private static readonly ImmutableArray<(string Name, MetadataReference Reference)> Recorded =
    [
        .. typeof(TestReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(a => a.Key == "Reference")
            .Select(a => a.Value!)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path))),
    ];

    /// <summary>Everything: .NET, ASP.NET Core, the SDKs and the runtime.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = [.. Recorded.Select(r => r.Reference)];

    /// <summary>As a project that has the AiInstrument package and calls no SDK.</summary>
    public static ImmutableArray<MetadataReference> WithoutSdks { get; } = Without(SdkNames);

    /// <summary>As a project that calls SDKs and lacks the AiInstrument package.</summary>
    public static ImmutableArray<MetadataReference> WithoutRuntime { get; } = Without("AiInstrument");

    /// <summary>All but the assemblies with these simple names.</summary>
    public static ImmutableArray<MetadataReference> Without(params string[] names) =>
        [.. Recorded.Where(r => !names.Contains(r.Name)).Select(r => r.Reference)];
}
