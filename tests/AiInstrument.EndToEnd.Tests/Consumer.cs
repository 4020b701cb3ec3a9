namespace AiInstrument.EndToEnd.Tests;

/// <summary>A project in a folder of its own that uses what was built with these tests, as a package would bring it.</summary>
internal sealed class Consumer : IDisposable
{
    public const string Name = "Consumer";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    /// <summary>Writes the project.</summary>
    /// <param name="properties">Its properties, besides those that all have.</param>
    /// <param name="items">Its sources and packages.</param>
    public async Task WriteAsync(string properties, string items)
    {
        var repository = BuildFacts.Repository;
        var source = Path.Combine(repository, "src");
        await WriteFileAsync("Directory.Build.props", "<Project />");
        await WriteFileAsync("Directory.Build.targets", "<Project />");
        await WriteFileAsync("Directory.Packages.props", $"""<Project><Import Project="{repository}/Directory.Packages.props" /></Project>""");
        await WriteFileAsync(Name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
                <PackageReference Include="OpenAI" />
                <PackageReference Include="OpenTelemetry" />
                <PackageReference Include="OpenTelemetry.Exporter.OpenTelemetryProtocol" />
                <Reference Include="{source}/AiInstrument/bin/{BuildFacts.Configuration}/$(TargetFramework)/AiInstrument.dll" />
                <Analyzer Include="{source}/AiInstrument.Analyzers/bin/{BuildFacts.Configuration}/netstandard2.0/AiInstrument.Analyzers.dll" />
                <Analyzer Include="{source}/AiInstrument.Generators/bin/{BuildFacts.Configuration}/netstandard2.0/AiInstrument.Generators.dll" />
              </ItemGroup>
              <Import Project="{source}/AiInstrument/buildTransitive/AiInstrument.props" />
              <Import Project="{source}/AiInstrument/buildTransitive/AiInstrument.targets" />
            </Project>
            """);
    }

    public Task WriteFileAsync(string file, string text) => File.WriteAllTextAsync(PathOf(file), text, Cancel);

    /// <summary>Runs a verb of <c>dotnet</c> that must succeed.</summary>
    /// <param name="verb"><c>build</c>, <c>publish</c> or <c>msbuild</c>.</param>
    /// <param name="project">The file in the folder.</param>
    /// <param name="arguments">What follows.</param>
    public async Task BuildAsync(string verb, string project = Name + ".csproj", params string[] arguments)
    {
        await using var build = DotnetProcess.Start([verb, PathOf(project), "-nologo", .. arguments]);
        Assert.True(await build.WaitForExitAsync(Cancel) == 0, build.Output);
    }

    /// <summary>What a built program prints; it must end with 0.</summary>
    /// <param name="program">The file in the folder.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var run = DotnetProcess.Start([PathOf(program), .. arguments]);
        Assert.True(await run.WaitForExitAsync(Cancel) == 0, run.Output);
        return run.Output.Trim();
    }

    public void Dispose() => _folder.Dispose();
}
