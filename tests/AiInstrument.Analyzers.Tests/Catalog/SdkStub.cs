using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>
/// An SDK that tests cannot restore, as a file in Stubs declares it: one section per assembly (<c>// assembly: Name</c>), and the
/// calls that tests make (<c>// calls</c>) with those marked that must be seen. Its clients answer with fixed values.
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

    /// <summary>Compiles a stub.</summary>
    /// <param name="name">The file's name without extension.</param>
    /// <param name="framework">What it compiles against; null leaves out the SDKs that have packages.</param>
    public static async Task<SdkStub> LoadAsync(string name, ImmutableArray<MetadataReference>? framework = null)
    {
        var text = await ReadAsync(name + ".cs");
        var parts = text.Split("// calls\n");
        var references = framework ?? Framework;
        var images = ImmutableArray.CreateBuilder<byte[]>();
        foreach (Match section in Section().Matches(parts[0]))
        {
            var project = TestProject.Library(section.Groups["text"].Value) with { AssemblyName = section.Groups["name"].Value, References = references };
            using var image = (await project.CompileAsync()).EmitToStream();
            images.Add(image.ToArray());
            references = references.Add(MetadataReference.CreateFromImage(images[^1]));
        }

        return new SdkStub(references, images.ToImmutable(), parts[1]);
    }

    /// <summary>A stub's text, with what it includes (<c>// include: Name</c>): assemblies that several SDKs share.</summary>
    private static async Task<string> ReadAsync(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        foreach (Match include in Include().Matches(text))
        {
            text = text.Replace(include.Value, await ReadAsync(Path.Combine("Shared", include.Groups["name"].Value + ".cs")), StringComparison.Ordinal);
        }

        return text;
    }

    [GeneratedRegex(@"// assembly: (?<name>[^\n]+)\n(?<text>.*?)(?=// assembly: |\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"// include: (?<name>\w+)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Include();
}
