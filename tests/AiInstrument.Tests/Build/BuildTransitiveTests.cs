using System.Diagnostics;
using System.Text.Json;

namespace AiInstrument.Tests.Build;

public sealed class BuildTransitiveTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();

    [Fact]
    public async Task A_project_gets_interception_the_using_and_what_the_generator_reads()
    {
        var project = await EvaluateAsync("<ImplicitUsings>enable</ImplicitUsings><InterceptorsNamespaces>Own</InterceptorsNamespaces>");

        Assert.Equal(["Own", "AiInstrument.Generated"], Property(project, "InterceptorsNamespaces").Split(';'));
        Assert.Equal("true", Property(project, "AiInstrumentInterceptCalls"));
        Assert.Contains("AiInstrument", Items(project, "Using"));
        Assert.EndsWith("AiInstrument.Build.globalconfig", Assert.Single(Items(project, "EditorConfigFiles")), StringComparison.Ordinal);
        Assert.True(File.Exists(Assert.Single(Items(project, "EditorConfigFiles"))));
        Assert.Equal(
            ["AiInstrumentInterceptCalls", "IsTestProject", "MSBuildProjectDirectory", "RootNamespace"],
            Items(project, "CompilerVisibleProperty").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_project_without_implicit_usings_gets_no_using_and_may_turn_interception_off()
    {
        var project = await EvaluateAsync("<AiInstrumentInterceptCalls>false</AiInstrumentInterceptCalls>");

        Assert.Equal("false", Property(project, "AiInstrumentInterceptCalls"));
        Assert.DoesNotContain("AiInstrument", Items(project, "Using"));
    }

    [Theory]
    [InlineData("<DesignTimeBuild>true</DesignTimeBuild>")]
    [InlineData("<BuildingForLiveUnitTesting>true</BuildingForLiveUnitTesting>")]
    [InlineData("<AiInstrumentReachability>false</AiInstrumentReachability>")]
    public async Task Only_a_build_that_makes_an_assembly_asks_what_routes_and_jobs_reach(string property) =>
        Assert.Empty(Items(await EvaluateAsync(property), "EditorConfigFiles"));

    public void Dispose() => _directory.Dispose();

    private async Task<JsonElement> EvaluateAsync(string properties)
    {
        var imported = Path.Combine(AppContext.BaseDirectory, "buildTransitive", "AiInstrument");
        var project = Path.Combine(_directory.Path, "App.proj");
        await File.WriteAllTextAsync(
            project,
            $"""<Project><Import Project="{imported}.props" /><PropertyGroup>{properties}</PropertyGroup><Import Project="{imported}.targets" /></Project>""",
            TestContext.Current.CancellationToken);
        using var msbuild = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["msbuild", project, "-nodeReuse:false", "-getProperty:InterceptorsNamespaces,AiInstrumentInterceptCalls", "-getItem:Using,CompilerVisibleProperty,EditorConfigFiles"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string Property(JsonElement project, string name) => project.GetProperty("Properties").GetProperty(name).GetString()!;

    private static IEnumerable<string> Items(JsonElement project, string name)
        => project.GetProperty("Items").GetProperty(name).EnumerateArray().Select(static item => item.GetProperty("Identity").GetString()!);
}
