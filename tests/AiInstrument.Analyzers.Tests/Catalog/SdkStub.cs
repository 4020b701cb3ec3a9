using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>
/// An SDK that tests cannot restore, as a file in Stubs declares it: one section per assembly (<c>// assembly: Name</c>), and the
/// calls that tests make (<c>// calls</c>) with those marked that must be seen.
/// </summary>
internal sealed partial class SdkStub
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "stubs");

    // The stubs may declare the same full names.
    private static readonly ImmutableArray<MetadataReference> Framework = TestReferences.Without("OpenAI", "Anthropic");

    private SdkStub(ImmutableArray<MetadataReference> references, ImmutableArray<byte[]> images, string calls)
    {
        References = references;
        Images = images;
        Calls = calls;
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    /// <summary>The framework, the runtime and the stub's assemblies.</summary>
    public ImmutableArray<MetadataReference> References { get; }

    /// <summary>The stub's assemblies, to be loaded.</summary>
    public ImmutableArray<byte[]> Images { get; }

    /// <summary>The calls, with marks.</summary>
    public string Calls { get; }

    public static async Task<SdkStub> LoadAsync(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".cs"));
        var parts = text.Split("// calls\n");
        var references = Framework;
        ImmutableArray<byte[]> images = [];
        foreach (Match section in Section().Matches(parts[0]))
        {
            var project = TestProject.Library(section.Groups["text"].Value) with { AssemblyName = section.Groups["name"].Value, References = references };
            using var image = (await project.CompileAsync()).EmitToStream();
            images = images.Add(image.ToArray());
            references = references.Add(MetadataReference.CreateFromImage(images[^1]));
        }

        return new SdkStub(references, images, parts[1]);
    }

    [GeneratedRegex(@"// assembly: (?<name>[^\n]+)\n(?<text>.*?)(?=// assembly: |\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();
}
