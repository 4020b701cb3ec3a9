using AiInstrument.Analyzers.Rules;
using AiInstrument.Catalog.Configuration;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0016.</summary>
public sealed class UnreadableSettingAnalyzerTests
{
    [Theory]
    [InlineData("aiinstrument.llm_methods", "Gateway", "'Gateway' in aiinstrument.llm_methods is left out: it is no Namespace.Type.Method")]
    [InlineData("aiinstrument.llm_methods", "A.B.C, A.B.C(string)", "'A.B.C(string)' in aiinstrument.llm_methods is left out: it is no Namespace.Type.Method")]
    [InlineData("aiinstrument.llm_hosts", "https://llm.contoso.com", "'https://llm.contoso.com' in aiinstrument.llm_hosts is left out: it is no host, .suffix or host=provider")]
    [InlineData("aiinstrument.llm_hosts", "llm.contoso.com=My Provider", "'llm.contoso.com=My Provider' in aiinstrument.llm_hosts is left out: it is no host, .suffix or host=provider")]
    [InlineData("aiinstrument.instrumented_types", "Contoso.Client<T>", "'Contoso.Client<T>' in aiinstrument.instrumented_types is left out: it is no Namespace.Type")]
    [InlineData("aiinstrument.excluded_paths", "src/[a].cs", "'src/[a].cs' in aiinstrument.excluded_paths is left out: a path is made of names, *, ** and ?")]
    [InlineData("aiinstrument.feature_id_pattern", "([a-z]+", "'([a-z]+' in aiinstrument.feature_id_pattern is left out: it is no regular expression")]
    public async Task A_wrong_value_is_reported_once(string key, string value, string message)
    {
        var project = (TestProject.Library("class A;", "class B;") with { EditorConfig = $"[*.cs]\n{key} = {value}\n" }).ToWorkspaceProject();

        var diagnostic = Assert.Single(await project.AnalyzeAsync(new UnreadableSettingAnalyzer()));

        Assert.Equal(("AII0016", message), (diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("aiinstrument.llm_methods", "Contoso.Ai.Gateway.AskAsync, Contoso.Ai.Outer+Inner`1.Ask")]
    [InlineData("aiinstrument.llm_hosts", "llm.contoso.com, .contoso.com, localhost=ollama, 10.0.0.1=vllm")]
    [InlineData("aiinstrument.instrumented_types", "Contoso.Ai.Gateway, Measured`2")]
    [InlineData("aiinstrument.excluded_paths", "**/Migrations/*.cs, legacy/**, /src/a?.cs")]
    [InlineData("aiinstrument.feature_id_pattern", "^[a-z]+$")]
    [InlineData("aiinstrument.llm_methods", "")]
    [InlineData("aiinstrument.feature_id_pattern", "")]
    public async Task A_value_in_the_keys_form_is_not_reported(string key, string value) =>
        Assert.Empty(await (TestProject.Library("class A;") with { EditorConfig = $"[*.cs]\n{key} = {value}\n" }).ToWorkspaceProject().AnalyzeAsync(new UnreadableSettingAnalyzer()));

    [Fact]
    public void The_documentation_names_every_key()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "configuration.md"));

        Assert.All(CatalogSettings.Keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }
}
