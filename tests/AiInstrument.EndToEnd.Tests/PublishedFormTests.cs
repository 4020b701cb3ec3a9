namespace AiInstrument.EndToEnd.Tests;

/// <summary>The application of the crash tests in other forms than the tests' own build: its calls are intercepted, recorded and delivered all the same.</summary>
public sealed class PublishedFormTests
{
    private const int Calls = 20;

    [Fact]
    public async Task A_trimmed_application_builds_without_a_warning_and_records_its_calls()
    {
        using var folder = new TempFolder();
        await BuildAsync(folder, "publish", """
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>$(NETCoreSdkRuntimeIdentifier)</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishTrimmed>true</PublishTrimmed>
            <TrimMode>full</TrimMode>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <IsAotCompatible>true</IsAotCompatible>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ILLinkTreatWarningsAsErrors>true</ILLinkTreatWarningsAsErrors>
            """);

        // The trimmer has run: the framework brings far more than the application uses.
        Assert.False(File.Exists(Path.Combine(folder.Path, "out", "System.Xml.XmlSerializer.dll")));
        await MakeCallsAsync(Path.Combine(folder.Path, "out", OperatingSystem.IsWindows() ? "PublishedApp.exe" : "PublishedApp"));
    }

    [Fact]
    public async Task The_net8_build_records_the_calls_of_an_application_of_net8()
    {
        using var folder = new TempFolder();
        await BuildAsync(folder, "build", "<TargetFramework>net8.0</TargetFramework>");

        await MakeCallsAsync(Path.Combine(folder.Path, "out", "PublishedApp.dll"));
    }

    private static async Task MakeCallsAsync(string program)
    {
        using var data = new TempFolder();
        await using var collector = await CollectorHost.StartAsync(data.Path);
        await using var app = await Crash.StartModelsAsync(program);
        await app.StartAppAsync(collector.Otlp);
        await app.WaitForReceivedAsync(Calls);
        await app.KillAppAsync();
        await app.DrainAsync(collector.Otlp);

        var (received, _, _) = await app.CompareAsync(collector);
        Assert.True(received >= Calls, $"{received} calls");
    }

    /// <summary>Builds the application in a folder of its own, against what was built with these tests.</summary>
    private static async Task BuildAsync(TempFolder folder, string verb, string properties)
    {
        var repository = BuildFacts.Repository;
        var source = Path.Combine(repository, "src");
        await WriteAsync(folder, "Directory.Build.props", "<Project />");
        await WriteAsync(folder, "Directory.Build.targets", "<Project />");
        await WriteAsync(folder, "Directory.Packages.props", $"""<Project><Import Project="{repository}/Directory.Packages.props" /></Project>""");
        await WriteAsync(folder, "PublishedApp.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                {properties}
                <LangVersion>14</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <RootNamespace>AiInstrument.CrashingApp</RootNamespace>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{repository}/tests/AiInstrument.CrashingApp/*.cs" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
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
        await using var build = DotnetProcess.Start([verb, Path.Combine(folder.Path, "PublishedApp.csproj"), "--output", Path.Combine(folder.Path, "out"), "-nologo"]);
        Assert.True(await build.WaitForExitAsync(TestContext.Current.CancellationToken) == 0, build.Output);
    }

    private static Task WriteAsync(TempFolder folder, string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(folder.Path, file), text, TestContext.Current.CancellationToken);
}
