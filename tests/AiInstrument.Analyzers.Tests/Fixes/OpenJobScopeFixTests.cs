using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0008.</summary>
public sealed class OpenJobScopeFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new JobWithoutScopeAnalyzer(), new OpenJobScopeFixProvider());

    [Fact]
    public async Task Fix_All_opens_a_scope_in_every_job()
    {
        var test = TestProject.Library("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class NightlyDigestService(IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    // Once.
                    await chat.GetResponseAsync("x");
                }
            }

            class MailWorker(IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken job) { await chat.GetResponseAsync("x"); }
            }
            """).WithSource("""
            static class AiJobs
            {
                public static AiInstrument.AiJobInfo NightlyDigest { get; } = new("nightly-digest", "job");
            }
            """, "obj/AiJobs.g.cs");

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class NightlyDigestService(IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    using var job = AiScope.Job(AiJobs.NightlyDigest);
                    // Once.
                    await chat.GetResponseAsync("x");
                }
            }

            class MailWorker(IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken job) { using var job2 = AiScope.EntryPoint("mail", "job"); await chat.GetResponseAsync("x"); }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
    }

    [Fact]
    public async Task No_fix_is_offered_for_an_expression_body()
    {
        var test = TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Job(IChatClient chat) : Microsoft.Extensions.Hosting.BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => chat.GetResponseAsync("x");
            }
            """);

        Assert.Empty(await Verifier.OfferedAsync(test.ToWorkspaceProject()));
    }
}
