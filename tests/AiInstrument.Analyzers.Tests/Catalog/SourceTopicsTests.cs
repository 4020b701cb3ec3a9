using AiInstrument.Catalog.Symbols;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>Rules that stay away from a project by the words of its files miss nothing that they would find.</summary>
public sealed class SourceTopicsTests
{
    [Theory]
    [InlineData("class C { int GetAsynchronously(string baseAddress) => 1; }", (int)SourceTopics.None)]
    [InlineData("class C { object M(HttpClient http) => http.GetAsync(\"x\"); }", (int)SourceTopics.Http)]
    [InlineData("class C { object M(HttpClient http) => http.\\u0047etAsync(\"x\"); }", (int)(SourceTopics.Http | SourceTopics.Features | SourceTopics.Scopes | SourceTopics.FromCaller | SourceTopics.ContentCapture | SourceTopics.Redactors))]
    [InlineData("[AiInstrument.AiFeature(\"a\")] class C;", (int)SourceTopics.Features)]
    [InlineData("using F = AiInstrument.AiFeatureAttribute; [F(FromCaller = true)] class C;", (int)(SourceTopics.Features | SourceTopics.FromCaller))]
    [InlineData("class C { void M(dynamic app) => app.WithAiFeature(\"a\"); }", (int)SourceTopics.Scopes)]
    [InlineData("class C { void M(AiInstrument.AiInstrumentOptions o) => o.CaptureContent = default; }", (int)SourceTopics.ContentCapture)]
    [InlineData("class C(AiInstrument.Redaction.IAiRedactor redactor) { public object R => redactor; }", (int)SourceTopics.Redactors)]
    public async Task A_projects_words_say_what_it_can_be_about(string source, int topics) =>
        Assert.Equal((SourceTopics)topics, SourceTopicsReader.Of(await TestProject.Library(source).CompileAsync(TestContext.Current.CancellationToken)));

    [Theory]
    [InlineData("class C { Task M(HttpClient http) => http.PostAsync(\"https://api.openai.com/v1\", null); }", "AII0001")]
    [InlineData("class C { Task M(HttpClient http) => http.P\\u006fstAsync(\"https://api.openai.com/v1\", null); }", "AII0001")]
    [InlineData("class C { HttpClient M() => new() { BaseAddress = new Uri(\"https://api.openai.com/v1/\") }; }", "AII0007")]
    [InlineData("class C { Task M(System.Net.WebSockets.ClientWebSocket s) => s.ConnectAsync(new Uri(\"wss://api.openai.com/v1/\"), default); }", "AII0007")]
    [InlineData("using F = AiInstrument.AiFeatureAttribute; class C { void M() { Shared(); [F(FromCaller = true)] void Shared() { } } }", "AII0002")]
    [InlineData("class C { void M() => Shared(); [AiInstrument.AiFeature(FromCaller = true)] void Shared() { } }", "AII0002")]
    [InlineData("using static AiInstrument.AiScope; class C { void M() { using var s = Feature(\"Not An Id\"); } }", "AII0004 AII0005")]
    [InlineData("using F = AiInstrument.AiFeatureAttribute; [F(\"a\")] class A; [F(\"Not An Id\")] class B;", "AII0004")]
    public async Task What_needs_no_SDK_is_found_without_one(string source, string ids)
    {
        var project = (TestProject.Library(source) with { References = TestReferences.WithoutSdks }).ToWorkspaceProject();

        Assert.Equal(ids, string.Join(' ', (await project.AnalyzeAsync([.. AllRules.Create()])).Select(d => d.Id)));
    }
}
