using System.Text.RegularExpressions;
using System.Xml.Linq;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Docs.Tests.Pages;
using AiInstrument.RoslynTesting;
using YamlDotNet.RepresentationModel;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>Settings on the pages exist and can be read: of the compiler, of MSBuild, of CI.</summary>
public sealed partial class ConfigurationTests
{
    // Ours are checked; a name of MSBuild or of a package that is meant as it is.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "Project", "PropertyGroup", "ItemGroup", "PackageReference", "PackageVersion", "PackageSource", "ProjectReference", "CompilerVisibleProperty", "ErrorLog", "TreatWarningsAsErrors", "WarningsAsErrors", "WarningsNotAsErrors",
        "NoWarn", "TargetFramework", "RootNamespace", "IsTestProject", "ManagePackageVersionsCentrally", "configuration", "packageSources", "add", "clear",
    };

    private static readonly string[] PlainKeys = ["is_global", "root", "global_level"];

    public static TheoryData<string> Ini => CodeBlock.PlacesOf("ini");

    public static TheoryData<string> Xml => CodeBlock.PlacesOf("xml");

    [Theory]
    [MemberData(nameof(Ini))]
    public async Task A_configuration_of_the_compiler_has_keys_that_exist_and_values_that_can_be_read(string place)
    {
        var text = CodeBlock.At(place).Text;
        var rules = ReferenceFacts.RuleIds;
        foreach (var key in Setting().Matches(text).Select(m => m.Groups["key"].Value))
        {
            var severity = Severity().Match(key);
            Assert.True(
                severity.Success ? rules.Contains(severity.Groups["id"].Value) || !severity.Groups["id"].Value.StartsWith("AII", StringComparison.Ordinal) : PlainKeys.Contains(key) || ReferenceFacts.EditorConfigKeys.Contains(key),
                $"{place}: nothing reads the key '{key}'.");
        }

        Assert.All(
            Setting().Matches(text).Where(m => Severity().IsMatch(m.Groups["key"].Value)),
            m => Assert.Contains(m.Groups["value"].Value.Trim(), (string[])["none", "silent", "suggestion", "warning", "error"]));
        var sections = text.Contains("[*", StringComparison.Ordinal) ? text : "[*.cs]\n" + text;
        var reported = await (TestProject.Library("public class Any;") with { EditorConfig = sections }).ToWorkspaceProject().AnalyzeAsync(new UnreadableSettingAnalyzer());

        // A page that shows what is wrong says so: <!-- reported: AII0016 -->.
        Assert.Equal(CodeBlock.At(place).Reported is { } id ? [id] : [], reported.Select(d => d.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Xml))]
    public void A_fragment_of_a_project_has_names_that_exist(string place)
    {
        var text = CodeBlock.At(place).Text;
        var elements = XElement.Parse($"<fragment>{text}</fragment>").Descendants().Select(element => element.Name.LocalName);

        Assert.All(elements, name => Assert.True(Known.Contains(name) || ReferenceFacts.BuildProperties.Contains(name), $"{place}: nothing reads <{name}>; add it to the known names where it is MSBuild's."));
    }

    [Fact]
    public void Yaml_can_be_read()
    {
        foreach (var block in Repository.Pages.Values.SelectMany(page => page.Blocks).Where(block => block.Language == "yaml"))
        {
            using var reader = new StringReader(block.Text);
            var failure = Record.Exception(() => new YamlStream().Load(reader));
            Assert.True(failure is null, $"{block.Place}: {failure?.Message}");
        }
    }

    [GeneratedRegex(@"^\s*(?<key>[^#;\[=\s][^=\s]*)\s*=(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<id>\w+)\.severity$", RegexOptions.ExplicitCapture)]
    private static partial Regex Severity();
}
