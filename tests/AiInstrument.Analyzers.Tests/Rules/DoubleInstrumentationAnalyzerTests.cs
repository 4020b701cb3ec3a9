using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0010.</summary>
public sealed class DoubleInstrumentationAnalyzerTests
{
    private static readonly DoubleInstrumentationAnalyzer Analyzer = new();

    [Theory]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().[|UseOpenTelemetry|]().Build();")]
    [InlineData("new ChatClientBuilder(chat).UseOpenTelemetry(sourceName: \"a\").UseFunctionInvocation().[|UseOpenTelemetry|](sourceName: \"b\").Build();")]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().Build().AsBuilder().[|UseOpenTelemetry|]().Build();")]
    [InlineData("_ = new [|OpenTelemetryChatClient|](new OpenTelemetryChatClient(chat));")]
    [InlineData("_ = new [|OpenTelemetryChatClient|](chat.AsBuilder().UseOpenTelemetry().Build());")]
    [InlineData("new OpenTelemetryChatClient(chat).AsBuilder().[|UseOpenTelemetry|]().Build();")]
    [InlineData("var builder = chat.AsBuilder(); builder.UseOpenTelemetry(); builder.[|UseOpenTelemetry|](); builder.Build();")]
    [InlineData("var inner = chat.AsBuilder().UseOpenTelemetry().Build(); IChatClient outer = new [|OpenTelemetryChatClient|](inner);")]
    [InlineData("var builder = chat.AsBuilder().UseOpenTelemetry(); if (chat is not null) { builder.[|UseOpenTelemetry|](); }")]
    [InlineData("services.AddChatClient(chat).UseOpenTelemetry().[|UseOpenTelemetry|]();")]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().[|UseAiInstrument|]().Build();")]
    [InlineData("chat.AsBuilder().UseAiInstrument().[|UseAiInstrument|]().Build();")]
    [InlineData("var builder = services.AddChatClient(chat); builder.UseAiInstrument(); builder.[|UseAiInstrument|]();")]
    [InlineData("services.AddKeyedChatClient(\"a\", chat).UseOpenTelemetry().UseFunctionInvocation().[|UseOpenTelemetry|]();")]
    [InlineData("chat.AsBuilder().UseAiInstrument().Build().AsBuilder().[|UseOpenTelemetry|]().Build();")]
    [InlineData("services.AddChatClient(sp => chat.AsBuilder().UseOpenTelemetry().Build()).[|UseOpenTelemetry|]();")]
    [InlineData("services.AddChatClient(sp => { return chat.AsBuilder().UseOpenTelemetry().Build(sp); }).[|UseOpenTelemetry|]();")]
    [InlineData("embeddings.AsBuilder().UseOpenTelemetry().[|UseOpenTelemetry|]().Build();")]
    [InlineData("services.AddEmbeddingGenerator(embeddings).UseOpenTelemetry().[|UseOpenTelemetry|]();")]
    [InlineData("OpenTelemetryChatClientBuilderExtensions.[|UseOpenTelemetry|](chat.AsBuilder().UseOpenTelemetry());")]
    public async Task A_second_telemetry_in_one_pipeline_is_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().UseFunctionInvocation().Build();")]
    [InlineData("_ = new OpenTelemetryChatClient(chat);")]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().Build(); chat.AsBuilder().UseOpenTelemetry().Build();")]
    [InlineData("var a = chat.AsBuilder(); var b = chat.AsBuilder(); a.UseOpenTelemetry(); b.UseOpenTelemetry();")]
    [InlineData("var b = chat.AsBuilder(); if (chat is null) { b.UseOpenTelemetry(); } else { b.UseOpenTelemetry(); }")]
    [InlineData("chat.AsBuilder().UseAiInstrument().UseFunctionInvocation().UseOpenTelemetry().Build();")]
    [InlineData("chat.AsBuilder().UseOpenTelemetry().Build().AsBuilder().UseAiInstrument().Build();")]
    [InlineData("services.AddChatClient(chat).UseOpenTelemetry(); services.AddEmbeddingGenerator(embeddings).UseOpenTelemetry();")]
    [InlineData("services.AddChatClient(sp => chat.AsBuilder().Build()).UseOpenTelemetry();")]
    [InlineData("Other.UseOpenTelemetry(Other.UseOpenTelemetry(\"x\"));")]
    public async Task One_telemetry_for_each_pipeline_is_not_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("services.AddChatClient(chat).UseOpenTelemetry();", "provider.GetRequiredService<IChatClient>().AsBuilder().[|UseOpenTelemetry|]().Build();")]
    [InlineData("services.AddChatClient(chat).UseFunctionInvocation().UseOpenTelemetry();", "_ = new [|OpenTelemetryChatClient|](provider.GetRequiredService<IChatClient>());")]
    [InlineData("services.AddKeyedChatClient(\"a\", chat).UseOpenTelemetry();", "provider.GetRequiredKeyedService<IChatClient>(\"a\").AsBuilder().[|UseOpenTelemetry|]();")]
    [InlineData("services.AddKeyedChatClient(\"a\", chat).UseOpenTelemetry();", "provider.GetRequiredKeyedService<IChatClient>(\"b\").AsBuilder().UseOpenTelemetry();")]
    [InlineData("services.AddChatClient(chat).UseOpenTelemetry(); services.AddChatClient(chat);", "provider.GetRequiredService<IChatClient>().AsBuilder().UseOpenTelemetry().Build();")]
    [InlineData("services.AddKeyedChatClient(\"a\", chat).UseOpenTelemetry();", "services.AddChatClient(sp => sp.GetRequiredKeyedService<IChatClient>(\"a\")).[|UseOpenTelemetry|]();")]
    [InlineData("services.AddEmbeddingGenerator(embeddings).UseOpenTelemetry();", "provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().AsBuilder().[|UseOpenTelemetry|]();")]
    [InlineData("services.AddEmbeddingGenerator(embeddings).UseOpenTelemetry();", "provider.GetRequiredService<IChatClient>().AsBuilder().UseOpenTelemetry();")]
    [InlineData("services.AddChatClient(chat);", "provider.GetRequiredService<IChatClient>().AsBuilder().UseOpenTelemetry().Build();")]
    public async Task Telemetry_around_a_registered_client_is_flagged_where_the_registration_has_it(string registration, string use) =>
        await (await ProjectAsync(registration)).WithSource($$"""
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            class Use
            {
                void M(IServiceProvider provider, IServiceCollection services) { _ = (provider, services); {{use}} }
            }
            """, "Use.cs").VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var project = await ProjectAsync("chat.AsBuilder().UseOpenTelemetry().[|UseOpenTelemetry|]();");

        var diagnostics = await (project with { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0010.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await (await ProjectAsync("""
            chat.AsBuilder().UseOpenTelemetry().[|UseOpenTelemetry|]();
            #pragma warning disable AII0010
            chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry();
            #pragma warning restore AII0010

            """)).WithSource("""
            using Microsoft.Extensions.AI;

            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Coverage", "AII0010")]
            class A { void M(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry(); }
            """, "A.cs").WithSource("""
            using Microsoft.Extensions.AI;

            class B { void M(IChatClient chat) => chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry(); }
            """, "obj/B.g.cs").VerifyAsync(Analyzer);

    private static async Task VerifyAsync(string body) => await (await ProjectAsync(body)).VerifyAsync(Analyzer);

    private static async Task<TestProject> ProjectAsync(string body) => TestProject.Library($$"""
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;

        class Pipelines
        {
            void M(IChatClient chat, IEmbeddingGenerator<string, Embedding<float>> embeddings, IServiceCollection services)
            {
                {{body}}
            }
        }

        static class Other
        {
            public static string UseOpenTelemetry(string text) => text;
            public static ChatClientBuilder UseAiInstrument(this ChatClientBuilder builder) => builder;
        }
        """) with
    { References = await ExtensionsAiStub.ReferencesAsync() };
}
