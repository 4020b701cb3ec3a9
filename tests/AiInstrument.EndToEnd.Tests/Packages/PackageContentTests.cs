using System.Text;
using System.Xml.Linq;

namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>What is in the packages: nothing missing, nothing that leaked in.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageContentTests(PackedPackages packages)
{
    [Fact]
    public void AiInstrument_has_the_runtime_what_runs_in_the_compiler_and_the_settings_and_nothing_else()
    {
        Assert.Equal(
            [
                "AiInstrument.nuspec",
                "README.md",
                "analyzers/dotnet/cs/AiInstrument.Analyzers.dll",
                "analyzers/dotnet/cs/AiInstrument.CodeFixes.dll",
                "analyzers/dotnet/cs/AiInstrument.Generators.dll",
                "buildTransitive/AiInstrument.Build.globalconfig",
                "buildTransitive/AiInstrument.props",
                "buildTransitive/AiInstrument.targets",
                "lib/net10.0/AiInstrument.dll",
                "lib/net10.0/AiInstrument.xml",
                "lib/net8.0/AiInstrument.dll",
                "lib/net8.0/AiInstrument.xml",
            ],
            packages.EntriesOf("AiInstrument"));
        Assert.Equal(["AiInstrument.nuspec", "lib/net10.0/AiInstrument.pdb", "lib/net8.0/AiInstrument.pdb"], packages.EntriesOf("AiInstrument", "snupkg"));
    }

    [Fact]
    public void The_collector_has_its_library_and_hands_no_pinned_engine_on()
    {
        Assert.Equal(["AiInstrument.Collector.nuspec", "README.md", "lib/net10.0/AiInstrument.Collector.dll", "lib/net10.0/AiInstrument.Collector.xml"], packages.EntriesOf("AiInstrument.Collector"));
        Assert.Equal(["Microsoft.EntityFrameworkCore.Sqlite"], Dependencies("AiInstrument.Collector", "net10.0"));
    }

    [Fact]
    public void The_dashboard_has_its_library_its_languages_and_the_licences_of_what_it_embeds()
    {
        Assert.Equal(
            [
                "AiInstrument.Dashboard.nuspec",
                "README.md",
                "lib/net10.0/AiInstrument.Dashboard.dll",
                "lib/net10.0/AiInstrument.Dashboard.xml",
                "lib/net10.0/tr/AiInstrument.Dashboard.resources.dll",
                "licenses/echarts/LICENSE",
                "licenses/echarts/LICENSE-d3",
                "licenses/echarts/NOTICE",
                "licenses/inter/LICENSE",
                "licenses/zrender/LICENSE",
            ],
            packages.EntriesOf("AiInstrument.Dashboard"));
        Assert.Equal(["AiInstrument.Collector", "CsvHelper"], Dependencies("AiInstrument.Dashboard", "net10.0"));
    }

    [Fact]
    public void The_tool_brings_rules_and_parser_and_no_compiler()
    {
        var entries = packages.EntriesOf("AiInstrument.Cli");

        Assert.Contains("tools/net10.0/any/AiInstrument.Analyzers.dll", entries);
        Assert.Contains("tools/net10.0/any/AiInstrument.Generators.dll", entries);
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));

        // What it needs of the server is in assemblies: no second program, no pages, no files of its own XML docs.
        Assert.Equal(
            ["AiInstrument.Dashboard.Host.dll", "AiInstrument.Dashboard.Host.pdb"],
            entries.Where(entry => entry.Contains("Dashboard.Host", StringComparison.Ordinal)).Select(Path.GetFileName));
        Assert.DoesNotContain(entries, entry => entry.EndsWith(".cshtml", StringComparison.Ordinal) || entry.Contains("/wwwroot/", StringComparison.Ordinal) || entry.Contains("/package", StringComparison.Ordinal));
        Assert.Equal(["tools/net10.0/any/DotnetToolSettings.xml"], entries.Where(entry => entry.EndsWith(".xml", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    public void AiInstrument_depends_on_OpenTelemetry_and_hosting_and_on_nothing_of_the_compiler(string framework) =>
        Assert.Equal(["Microsoft.Extensions.Hosting.Abstractions", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol"], Dependencies("AiInstrument", framework));

    [Fact]
    public void The_packed_runtime_is_the_one_that_was_tested() =>
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(BuildFacts.Repository, "src", "AiInstrument", "bin", BuildFacts.Configuration, "net10.0", "AiInstrument.dll")),
            packages.Read("AiInstrument", "lib/net10.0/AiInstrument.dll"));

    private IEnumerable<string?> Dependencies(string package, string framework)
    {
        var nuspec = XDocument.Parse(Encoding.UTF8.GetString(packages.Read(package, package + ".nuspec")).TrimStart('\uFEFF'));
        return nuspec.Descendants()
            .Single(element => element.Name.LocalName == "dependencies")
            .Elements()
            .Single(group => (string?)group.Attribute("targetFramework") == framework)
            .Elements()
            .Select(dependency => (string?)dependency.Attribute("id"));
    }
}
