using AiInstrument.Analyzers.Rules;
using AiInstrument.Generators;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>Which calls the feature of an endpoint reaches, with the extension as it is generated.</summary>
public sealed class EndpointFeatureTests
{
    [Theory]
    [InlineData("app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text).WithAiFeature(AiFeatures.X);")]
    [InlineData("app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text).WithName(\"n\").WithAiFeature(\"x\").WithTags(\"t\");")]
    [InlineData("app.MapPost(\"/x\", async (IChatClient chat) => { return await Inner(); async Task<string> Inner() => (await chat.GetResponseAsync(\"x\")).Text; }).WithAiFeature(AiFeatures.X);")]
    [InlineData("var g = app.MapGroup(\"/g\").WithAiFeature(AiFeatures.X); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);")]
    [InlineData("var g = app.MapGroup(\"/g\").WithTags(\"t\").WithAiFeature(\"x\").WithTags(\"u\"); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text).WithName(\"n\");")]
    [InlineData("var g = app.MapGroup(\"/g\").WithAiFeature(AiFeatures.X); var h = g.MapGroup(\"/h\"); (h).MapGroup(\"/i\").MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);")]
    [InlineData("var g = app.MapGroup(\"/g\"); g.WithAiFeature(AiFeatures.X); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);")]
    [InlineData("{ var g = app.MapGroup(\"/g\"); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text); g.WithAiFeature(\"x\").WithTags(\"t\"); }")]
    [InlineData("app.MapPost(\"/x\", Handlers.Ask).WithAiFeature(AiFeatures.X); app.MapPut(\"/x\", Handlers.Ask).WithAiFeature(\"x\");")]
    [InlineData("app.MapPost(\"/x\", Local).WithAiFeature(AiFeatures.X); async Task<string> Local(IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text;")]
    [InlineData("app.MapPost(\"/x\", async (Gateway g) => await g.AskAsync()).WithAiFeature(AiFeatures.X);")]
    [InlineData("app.MapPost(\"/x\", Gateway.StaticAsync).WithAiFeature(AiFeatures.X);")]
    public async Task The_endpoints_feature_reaches_its_handler(string statements) => Assert.Empty(await FlaggedAsync(statements));

    [Theory]
    [InlineData("app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("app.MapGet(\"/y\", () => \"\").WithAiFeature(AiFeatures.X); app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("var g = app.MapGroup(\"/g\").WithAiFeature(AiFeatures.X); app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("var g = app.MapGroup(\"/g\"); g.MapGet(\"/y\", () => \"\").WithAiFeature(AiFeatures.X); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("var g = app.MapGroup(\"/g\"); var h = app.MapGroup(\"/h\"); h.WithAiFeature(AiFeatures.X); g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("var g = app.MapGroup(\"/g\"); if (args.Length > 0) { g.WithAiFeature(AiFeatures.X); } g.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text);", "GetResponseAsync")]
    [InlineData("using var scope = AiScope.Feature(\"x\"); app.MapPost(\"/x\", Gateway.StaticAsync);", "StaticAsync")]
    [InlineData("app.MapPost(\"/x\", Handlers.Ask).WithAiFeature(AiFeatures.X); app.MapPut(\"/x\", Handlers.Ask);", "GetResponseAsync")]
    [InlineData("app.MapPost(\"/x\", Handlers.Ask);", "GetResponseAsync")]
    [InlineData("app.MapPost(\"/x\", async (Gateway g) => await g.AskAsync());", "AskAsync")]
    [InlineData("app.MapPost(\"/x\", Gateway.StaticAsync);", "StaticAsync")]
    [InlineData("app.MapPost(\"/x\", async (IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text).WithAiFeature(Other.Value);", "GetResponseAsync")]
    public async Task Another_endpoints_feature_does_not(string statements, string flagged) => Assert.Equal([flagged], await FlaggedAsync(statements));

    [Theory]
    [InlineData("app.MapGet(\"/x\", () => \"\").WithAiFeature(\"y\");", "AII0005 \"y\"")]
    [InlineData("app.MapGroup(\"/x\").WithAiFeature(\"Not an id\");", "AII0004 \"Not an id\"|AII0005 \"Not an id\"")]
    [InlineData("app.MapGet(\"/x\", () => \"\").WithAiFeature(args[0]);", "AII0015 args[0]")]
    [InlineData("app.MapGet(\"/x\", () => \"\").WithAiFeature(\"x\").WithAiFeature(AiFeatures.X).WithAiFeature(AiFeatures.X.Id);", "")]
    public async Task Its_id_is_checked_as_a_scopes_is(string statements, string expected) =>
        Assert.Equal(expected, string.Join('|', await ReportedAsync(statements)));

    private static async Task<IEnumerable<string>> FlaggedAsync(string statements) =>
        (await ReportedAsync(statements)).Select(r => r.Substring("AII0002 ".Length));

    private static async Task<IReadOnlyList<string>> ReportedAsync(string statements)
    {
        var handlers = statements.Contains("Handlers", StringComparison.Ordinal)
            ? "static class Handlers { public static async Task<string> Ask(IChatClient chat) => (await chat.GetResponseAsync(\"x\")).Text; }"
            : "";
        var project = TestProject.Application($$"""
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Routing;
            using Microsoft.Extensions.AI;
            using TestApp;

            var app = WebApplication.Create(args);
            {{statements}}

            [AiFeature("x")] static class Declares;
            {{handlers}}
            class Gateway(IChatClient chat)
            {
                [AiFeature(FromCaller = true)] public async Task<string> AskAsync() => (await chat.GetResponseAsync("x")).Text;
                [AiFeature(FromCaller = true)] public static async Task<string> StaticAsync(IChatClient chat) => (await chat.GetResponseAsync("x")).Text;
            }

            class Other { public static Other Value => new(); }
            static class OtherExtensions { public static T WithAiFeature<T>(this T builder, Other other) => builder; }
            """).WithBuildProperty("RootNamespace", "TestApp");
        var run = await (project with { Features = project.Features.Add("InterceptorsNamespaces", "AiInstrument.Generated") }).GenerateAsync(new AiInstrumentGenerator());
        run.Output.ThrowOnErrors(TestContext.Current.CancellationToken);
        var diagnostics = await run.Output.AnalyzeAsync(
            project.ToWorkspaceProject().AnalyzerOptions,
            new UnattributedCallAnalyzer(), new EscapedCallAnalyzer(), new UndeclaredFeatureAnalyzer(), new MalformedFeatureIdAnalyzer(), new FeatureIdNotConstantAnalyzer());

        // What the rules call covered is intercepted.
        Assert.DoesNotContain("Escape = \"", string.Concat(run.Files.Values), StringComparison.Ordinal);
        return [.. diagnostics.Select(d => d.Id + " " + d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan))];
    }
}
