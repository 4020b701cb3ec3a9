using AiInstrument.Analyzers.Tests.Catalog;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>Applications of SDKs that cannot be restored: they are compiled against stubs whose clients answer with fixed values.</summary>
internal static class StubApp
{
    /// <summary>Compiles, generates and loads an application.</summary>
    /// <param name="stub">The stub's name.</param>
    /// <param name="source">The application.</param>
    /// <param name="withSdks">Whether it also references the SDKs that have packages.</param>
    public static async Task<App> BuildAsync(string stub, string source, bool withSdks = false)
    {
        var sdk = await SdkStub.LoadAsync(stub, withSdks ? TestReferences.All : null);
        var run = await (App.Project(source) with { References = sdk.References }).GenerateAsync(new AiInstrumentGenerator());
        return App.Load(run, [.. sdk.Images]);
    }

    /// <summary>The tags of a span that tests of adapters look at, in one line; those that are not there are left out.</summary>
    public static string Told(this System.Diagnostics.Activity span, params string[] keys) =>
        string.Join(' ', keys.Select(k => (k, Value: span.GetTagItem(k))).Where(t => t.Value is not null).Select(t => t.Value is string[] many ? string.Join(',', many) : Convert.ToString(t.Value, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Input, output, cached, written, 5 minutes, 1 hour, reasoning; <c>-</c> for what is not told.</summary>
    public static string Usage(this System.Diagnostics.Activity span) =>
        string.Join(' ', new[]
        {
            "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_write.input_tokens",
            "anthropic.usage.cache_creation.ephemeral_5m_input_tokens", "anthropic.usage.cache_creation.ephemeral_1h_input_tokens", "gen_ai.usage.reasoning.output_tokens",
        }.Select(k => span.GetTagItem(k)?.ToString() ?? "-"));
}
