using AiInstrument.Catalog;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>docs/sdks.md says what the catalog says.</summary>
public sealed class SdkPageTests
{
    [Fact]
    public void The_table_lists_every_SDK_with_its_assemblies_and_coverage()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "sdks.md"));
        var rows = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(LlmSdks.All.Select(Row), rows);
    }

    private static string Row(LlmSdk sdk)
    {
        var assemblies = string.Join(", ", sdk.Assemblies.Select(a => $"`{a}`"));
        var adapted = sdk.Methods.Count(sdk.HasAdapter);
        var coverage = adapted == sdk.Methods.Length ? "intercepted" : adapted > 0 ? "intercepted; see below" : sdk.IsLocal ? "flagged, as information" : "flagged only";
        return $"| `{sdk.Name}` | {assemblies} | {coverage} | {(adapted > 0 ? "–" : sdk.Instead)} |";
    }
}
