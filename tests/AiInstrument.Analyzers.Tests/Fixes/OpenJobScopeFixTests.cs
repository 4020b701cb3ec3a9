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
    public async Task Fix_All_opens_a_scope_in_every_kind_of_entry_point_and_keeps_it_open_until_a_task_is_done()
    {
        var test = TestProject.Library("""
            using AiInstrument;
            using Microsoft.Azure.Functions.Worker;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class Job(IChatClient chat) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => chat.GetResponseAsync("x");
            }

            class DigestService(IChatClient chat)
            {
                public async Task WriteAsync(int id)
                    => await chat.GetResponseAsync("x");

                public static void Start() => Hangfire.BackgroundJob.Enqueue<DigestService>(d => d.WriteAsync(1));
            }

            class Functions(IChatClient chat)
            {
                [Function("NightlyReport")]
                public Task<ChatResponse> Report([TimerTrigger("0 0 * * * *")] object timer) => chat.GetResponseAsync("x");

                [Function("Mail")]
                public void Mail([ServiceBusTrigger("mail")] string mail)
                {
                    chat.GetResponseAsync(mail);
                }
            }

            class Poller(IChatClient chat)
            {
                private Timer? _timer;

                public void Start(System.Timers.Timer other)
                {
                    _timer = new Timer(_ => chat.GetResponseAsync("x"), null, 0, 1000);
                    _timer = new Timer(Tick, null, 0, 1000);
                    other.Elapsed += async (_, _) => await chat.GetResponseAsync("x");
                    other.Elapsed += delegate { chat.GetResponseAsync("x"); };
                }

                private void Tick(object? state) => chat.GetResponseAsync("x");
            }
            """, JobSources.Stubs);

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using AiInstrument;
            using Microsoft.Azure.Functions.Worker;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class Job(IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    using var job = AiScope.EntryPoint("job", "job");
                    await chat.GetResponseAsync("x");
                }
            }

            class DigestService(IChatClient chat)
            {
                public async Task WriteAsync(int id)
                {
                    using var job = AiScope.EntryPoint("digest-write", "job");
                    await chat.GetResponseAsync("x");
                }

                public static void Start() => Hangfire.BackgroundJob.Enqueue<DigestService>(d => d.WriteAsync(1));
            }

            class Functions(IChatClient chat)
            {
                [Function("NightlyReport")]
                public async Task<ChatResponse> Report([TimerTrigger("0 0 * * * *")] object timer)
                {
                    using var job = AiScope.EntryPoint("nightly-report", "job");
                    return await chat.GetResponseAsync("x");
                }

                [Function("Mail")]
                public void Mail([ServiceBusTrigger("mail")] string mail)
                {
                    using var job = AiScope.EntryPoint("mail", "message");
                    chat.GetResponseAsync(mail);
                }
            }

            class Poller(IChatClient chat)
            {
                private Timer? _timer;

                public void Start(System.Timers.Timer other)
                {
                    _timer = new Timer(_ => { using var timerJob = AiScope.EntryPoint("poller-timer", "job"); chat.GetResponseAsync("x"); }, null, 0, 1000);
                    _timer = new Timer(Tick, null, 0, 1000);
                    other.Elapsed += async (_, _) => { using var timerJob = AiScope.EntryPoint("poller-timer", "job"); await chat.GetResponseAsync("x"); };
                    other.Elapsed += delegate { using var timerJob = AiScope.EntryPoint("poller-timer", "job"); chat.GetResponseAsync("x"); };
                }

                private void Tick(object? state)
                {
                    using var job = AiScope.EntryPoint("poller-tick", "job");
                    chat.GetResponseAsync("x");
                }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
    }

    [Theory]
    [InlineData("static class P { static Task Main() => Chat.Client.GetResponseAsync(\"x\"); }", "using var job = AiScope.EntryPoint(\"test-app\", \"cli\");")]
    [InlineData("// Asks.\nawait Chat.Client.GetResponseAsync(\"x\");", "// Asks.\nusing var job = AiScope.EntryPoint(\"test-app\", \"cli\");\nawait Chat.Client")]
    public async Task A_program_opens_a_scope_named_for_its_assembly(string program, string expected)
    {
        var test = TestProject.Application(
            "using AiInstrument;\nusing Microsoft.Extensions.AI;\n" + program,
            "using Microsoft.Extensions.AI; static class Chat { public static IChatClient Client => throw new InvalidOperationException(); }");

        var project = await Verifier.FixFirstAsync(test.ToWorkspaceProject());

        await Verifier.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }
}
