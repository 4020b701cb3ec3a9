namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>A clean directory whose projects get AiInstrument from the packed package, and everything else from where the machine gets packages.</summary>
internal sealed class PackageUser : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageUser(PackedPackages packages)
    {
        // Packages that the machine has are not fetched again; what is packed here never gets into its folder.
        Write("NuGet.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{packages.Path}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{BuildFacts.PackageFolder}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);

        // Nothing of a directory above must reach the projects.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write(".editorconfig", "root = true\n");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>A source that the tests keep.</summary>
    public void Copy(string source, string file) => Write(file, File.ReadAllText(Path.Combine(BuildFacts.Repository, "tests", "AiInstrument.EndToEnd.Tests", "Consumers", "Packages", source)));

    /// <summary>Runs <c>dotnet</c> in the directory; it must succeed.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> DotnetAsync(params string[] arguments)
    {
        await using var process = DotnetProcess.Start(arguments, folder: _folder.Path);
        Assert.True(await process.WaitForExitAsync(Cancel) == 0, $"dotnet {string.Join(' ', arguments)}\n{process.Output}");
        return process.Output.Trim();
    }

    public void Dispose() => _folder.Dispose();
}
