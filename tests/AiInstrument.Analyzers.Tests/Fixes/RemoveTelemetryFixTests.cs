using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0010.</summary>
public sealed class RemoveTelemetryFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new DoubleInstrumentationAnalyzer(), new RemoveTelemetryFixProvider());

    [Fact]
    public async Task Fix_All_leaves_one_telemetry_in_each_pipeline()
    {
        var test = TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Pipelines
            {
                IChatClient M(IChatClient chat)
                {
                    var builder = chat.AsBuilder();
                    builder.UseOpenTelemetry();
                    builder.UseOpenTelemetry(sourceName: "again");
                    builder.Build();
                    return chat.AsBuilder()
                        .UseOpenTelemetry()
                        .UseFunctionInvocation()
                        .UseOpenTelemetry(sourceName: "b")
                        .UseOpenTelemetry()
                        .Build();
                }
            }
            """) with
        { References = await ExtensionsAiStub.ReferencesAsync() };

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Document);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using Microsoft.Extensions.AI;

            class Pipelines
            {
                IChatClient M(IChatClient chat)
                {
                    var builder = chat.AsBuilder();
                    builder.UseOpenTelemetry();
                    builder.Build();
                    return chat.AsBuilder()
                        .UseOpenTelemetry()
                        .UseFunctionInvocation()
                        .Build();
                }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
    }

    [Theory]
    [InlineData("_ = new OpenTelemetryChatClient(new OpenTelemetryChatClient(chat));")]
    [InlineData("OpenTelemetryChatClientBuilderExtensions.UseOpenTelemetry(chat.AsBuilder().UseOpenTelemetry());")]
    [InlineData("var b = chat.AsBuilder().UseOpenTelemetry(); if (chat is null) b.UseOpenTelemetry();")]
    public async Task No_fix_is_offered_where_removing_is_not_mechanical(string body)
    {
        var test = TestProject.Library("using Microsoft.Extensions.AI; class C { void M(IChatClient chat) { " + body + " } }") with
        { References = await ExtensionsAiStub.ReferencesAsync() };

        Assert.Empty(await Verifier.OfferedAsync(test.ToWorkspaceProject()));
    }
}
