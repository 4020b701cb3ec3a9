using System.IO.Compression;

namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>The packages, packed from what was built with these tests, in a folder that projects restore from.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder with the packages: a source for NuGet.</summary>
    public string Path => _folder.Path;

    /// <summary>The version of all of them.</summary>
    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["src/AiInstrument", "src/AiInstrument.Collector", "dashboard/AiInstrument.Dashboard", "src/AiInstrument.Cli"])
        {
            await PackAsync(project);
        }

        Version = System.IO.Path.GetFileNameWithoutExtension(Directory.GetFiles(Path, "AiInstrument.Collector.*.nupkg").Single())["AiInstrument.Collector.".Length..];
    }

    /// <summary>What a package has inside, without the parts of its own format.</summary>
    /// <param name="extension"><c>nupkg</c> or <c>snupkg</c>.</param>
    public IReadOnlyList<string> EntriesOf(string package, string extension = "nupkg")
    {
        using var archive = ZipFile.OpenRead(FileOf(package, extension));
        return [.. archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>One file of a package.</summary>
    public byte[] Read(string package, string entry)
    {
        using var archive = ZipFile.OpenRead(FileOf(package, "nupkg"));
        using var stream = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    private string FileOf(string package, string extension) => System.IO.Path.Combine(Path, $"{package}.{Version}.{extension}");

    private async Task PackAsync(string project)
    {
        await using var pack = DotnetProcess.Start(["pack", System.IO.Path.Combine(BuildFacts.Repository, project), "--no-build", "--configuration", BuildFacts.Configuration, "--output", Path, "-nologo"]);
        Assert.True(await pack.WaitForExitAsync(TestContext.Current.CancellationToken) == 0, pack.Output);
    }
}
