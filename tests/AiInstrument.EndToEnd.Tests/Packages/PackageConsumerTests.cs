namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>Projects of every kind restore the packed package in a clean directory, build without a warning, run, and record their call.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageConsumerTests(PackedPackages packages)
{
    private const string Intercepted = "span chat greeting.write 3\nHello\n";

    private static string ChatPackage(string version) => $"""<PackageReference Include="Microsoft.Extensions.AI.Abstractions"{version} />""";

    private static string Abstractions => ChatPackage($""" Version="{BuildFacts.VersionOf("Microsoft.Extensions.AI.Abstractions")}" """);

    private string Package => $"""<PackageReference Include="AiInstrument" Version="{packages.Version}" />""";

    [Theory]
    [InlineData("net10.0", "latest")]
    [InlineData("net10.0", "10")]
    [InlineData("net8.0", "12")]
    public async Task A_console_application(string framework, string language)
    {
        using var user = new PackageUser(packages);
        user.Copy("Program.cs", "App/Program.cs");
        user.Copy("Greeter.cs", "App/Greeter.cs");
        user.Write("App/App.csproj", Project(framework, Package + Abstractions, $"<LangVersion>{language}</LangVersion>"));

        await user.DotnetAsync("build", "App", "-nologo");

        Assert.Equal(Intercepted + "App: 1 intercepted, 0 escaped", await user.DotnetAsync("exec", "--roll-forward", "Major", Output("App", framework)));
    }

    [Fact]
    public async Task A_project_for_two_frameworks()
    {
        using var user = new PackageUser(packages);
        user.Copy("Program.cs", "App/Program.cs");
        user.Copy("Greeter.cs", "App/Greeter.cs");
        user.Write("App/App.csproj", Project("net8.0;net10.0", Package + Abstractions));

        await user.DotnetAsync("build", "App", "-nologo");

        foreach (var framework in (string[])["net8.0", "net10.0"])
        {
            Assert.Equal(Intercepted + "App: 1 intercepted, 0 escaped", await user.DotnetAsync("exec", "--roll-forward", "Major", Output("App", framework)));
        }
    }

    [Fact]
    public async Task A_library_and_an_application_that_knows_only_the_library_with_central_package_versions()
    {
        using var user = new PackageUser(packages);
        user.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="AiInstrument" Version="{packages.Version}" />
                <PackageVersion Include="Microsoft.Extensions.AI.Abstractions" Version="{BuildFacts.VersionOf("Microsoft.Extensions.AI.Abstractions")}" />
              </ItemGroup>
            </Project>
            """);
        user.Copy("Greeter.cs", "Library/Greeter.cs");
        user.Write("Library/Library.csproj", Project("net10.0", """<PackageReference Include="AiInstrument" />""" + ChatPackage(""), "<OutputType>Library</OutputType>"));
        user.Copy("Program.cs", "App/Program.cs");
        user.Write("App/App.csproj", Project("net10.0", """<ProjectReference Include="../Library/Library.csproj" />"""));

        await user.DotnetAsync("build", "App", "-nologo");

        Assert.Equal(Intercepted + "App: 0 intercepted, 0 escaped\nLibrary: 1 intercepted, 0 escaped", await user.DotnetAsync("exec", Output("App", "net10.0")));
        Assert.DoesNotContain(Directory.GetFiles(user.PathOf("App", "bin"), "*.dll", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_published_application_has_the_runtime_and_nothing_of_the_compiler()
    {
        using var user = new PackageUser(packages);
        user.Copy("Program.cs", "App/Program.cs");
        user.Copy("Greeter.cs", "App/Greeter.cs");
        user.Write("App/App.csproj", Project("net10.0", Package + Abstractions));

        await user.DotnetAsync("publish", "App", "--output", "out", "-nologo");

        Assert.Equal(Intercepted + "App: 1 intercepted, 0 escaped", await user.DotnetAsync("exec", Path.Combine("out", "App.dll")));
        Assert.Equal(
            ["AiInstrument.dll"],
            Directory.GetFiles(user.PathOf("out"), "AiInstrument*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Output(string project, string framework) => Path.Combine(project, "bin", "Debug", framework, project + ".dll");

    private static string Project(string frameworks, string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <{(frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework")}>{frameworks}</{(frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework")}>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <NuGetAudit>false</NuGetAudit>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;
}
