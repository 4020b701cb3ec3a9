using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0008.</summary>
public sealed class JobWithoutScopeAnalyzerTests
{
    private static readonly JobWithoutScopeAnalyzer Analyzer = new();

    [Theory]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task [|ExecuteAsync|](CancellationToken t) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task [|ExecuteAsync|](CancellationToken t) => Run(); private Task Run() => Deeper(); internal Task Deeper() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(Writer writer) : BackgroundService { protected override async Task [|ExecuteAsync|](CancellationToken t) { while (true) { await writer.Write(); } } } class Writer(IChatClient chat) { public Task Write() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task [|ExecuteAsync|](CancellationToken t) { return Run(); Task Run() => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task [|ExecuteAsync|](CancellationToken t) => Task.Run(() => chat.GetResponseAsync(\"x\"), t); }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override async Task [|ExecuteAsync|](CancellationToken t) { using (AiScope.EntryPoint(\"j\", \"job\")) { } await chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override async Task [|ExecuteAsync|](CancellationToken t) { using var s = AiScope.Begin(user: \"u\"); await chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class J(IChatClient chat) : IHostedService { public Task [|StartAsync|](CancellationToken t) => chat.GetResponseAsync(\"x\"); public Task StopAsync(CancellationToken t) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : Quartz.IJob { public Task [|Execute|](object context) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : MassTransit.IConsumer<string> { public Task [|Consume|](string context) => chat.GetResponseAsync(\"x\"); }")]
    public async Task A_job_that_reaches_a_call_without_a_scope_is_flagged(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { using var job = AiScope.EntryPoint(\"j\", \"job\"); await chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class J(IChatClient chat, AiInstrument.Registry.AiManifest m) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { using var job = AiScope.Job(m.Jobs[0]); await Run(); } Task Run() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) => await Run(); public async Task Run() { using (AiScope.EntryPoint(\"j\", \"job\")) { await chat.GetResponseAsync(\"x\"); } } }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { using var job = AiScope.EntryPoint(\"j\", \"job\"); await Run(); async Task Run() => await chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => Task.CompletedTask; public Task Other() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class J(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) { Delegate d = () => chat.GetResponseAsync(\"x\"); return Task.CompletedTask; } }")]
    [InlineData("class J(IChatClient chat) { public Task ExecuteAsync(CancellationToken t) => chat.GetResponseAsync(\"x\"); public Task Execute(object c) => chat.GetResponseAsync(\"x\"); }")]
    public async Task A_job_with_a_scope_on_the_way_and_what_is_no_job_are_not_flagged(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class J(IChatClient chat) { public Task [|Write|](int id) => chat.GetResponseAsync(\"x\"); } class S { void M() => Hangfire.BackgroundJob.Enqueue<J>(j => j.Write(1)); }")]
    [InlineData("class J(IChatClient chat) { public Task [|Write|](int id) => chat.GetResponseAsync(\"x\"); } class S { void M(J j) => Hangfire.BackgroundJob.Schedule(() => j.Write(1), TimeSpan.Zero); }")]
    [InlineData("interface IJ { Task Write(int id); } class J(IChatClient chat) : IJ { public Task [|Write|](int id) => chat.GetResponseAsync(\"x\"); } class S { void M() => Hangfire.RecurringJob.AddOrUpdate<IJ>(\"nightly\", j => j.Write(1)); }")]
    [InlineData("class J(IChatClient chat) { public Task [|Write|](int id) => chat.GetResponseAsync(\"x\"); } class S { void M(Hangfire.IBackgroundJobClient jobs) { using var s = AiScope.EntryPoint(\"s\", \"job\"); Hangfire.BackgroundJobClientExtensions.Enqueue<J>(jobs, j => j.Write(1)); } }")]
    [InlineData("class S(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) { Hangfire.BackgroundJob.Enqueue<S>(s => s.Write()); return Task.CompletedTask; } public Task [|Write|]() => chat.GetResponseAsync(\"x\"); }")]
    public async Task A_method_that_Hangfire_calls_is_flagged_and_not_the_one_that_enqueues_it(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class F(IChatClient chat) { [Microsoft.Azure.Functions.Worker.Function(\"Digest\")] public Task [|Run|]([Microsoft.Azure.Functions.Worker.TimerTrigger(\"0 0 * * * *\")] object timer) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class F(IChatClient chat) { [Microsoft.Azure.WebJobs.FunctionName(\"Mail\")] public Task [|Run|]([Microsoft.Azure.Functions.Worker.ServiceBusTrigger(\"mail\")] string mail, int other) => chat.GetResponseAsync(mail); }")]
    [InlineData("class F(IChatClient chat) { [Microsoft.Azure.Functions.Worker.Function(\"Route\")] public Task Run([Microsoft.Azure.Functions.Worker.HttpTrigger] object request) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class F(IChatClient chat) { public Task Run([Microsoft.Azure.Functions.Worker.TimerTrigger(\"\")] object timer) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class F(IChatClient chat) { [Microsoft.Azure.Functions.Worker.Function(\"Digest\")] public async Task Run([Microsoft.Azure.Functions.Worker.TimerTrigger(\"\")] object timer) { using var job = AiScope.EntryPoint(\"d\", \"job\"); await chat.GetResponseAsync(\"x\"); } }")]
    public async Task A_function_with_a_trigger_is_a_job_unless_it_is_a_route(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class T(IChatClient chat) { Timer M() => new Timer([|_ =>|] chat.GetResponseAsync(\"x\"), null, 0, 1000); }")]
    [InlineData("class T(IChatClient chat) { Timer M() => new(Tick, null, 0, 1000); void [|Tick|](object? state) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class T(IChatClient chat) { Timer M() => new(Tick, null, 0, 1000); async void [|Tick|](object? state) => await Run(); Task Run() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class T(IChatClient chat, TimeProvider time) { ITimer M() => time.CreateTimer([|async _ =>|] await chat.GetResponseAsync(\"x\"), null, default, default); }")]
    [InlineData("class T(IChatClient chat) { void M(System.Timers.Timer timer) => timer.Elapsed += [|async (_, _) =>|] { await chat.GetResponseAsync(\"x\"); }; }")]
    [InlineData("class T(IChatClient chat) { void M(System.Timers.Timer timer) => timer.Elapsed += [|delegate|] { chat.GetResponseAsync(\"x\"); }; }")]
    [InlineData("class T(IChatClient chat) { void M(System.Timers.Timer timer) => timer.Elapsed += Tick; void [|Tick|](object? sender, System.Timers.ElapsedEventArgs e) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class T(IChatClient chat) { void M() { _ = new Timer(Tick); void [|Tick|](object? state) => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class T(IChatClient chat) : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) { _ = new Timer([|_ =>|] chat.GetResponseAsync(\"x\")); return Task.CompletedTask; } }")]
    public async Task A_callback_of_a_timer_is_a_job(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class T(IChatClient chat) { Timer M() => new(_ => { using var job = AiScope.EntryPoint(\"t\", \"job\"); chat.GetResponseAsync(\"x\"); }); }")]
    [InlineData("class T(IChatClient chat) { void M() { using var job = AiScope.EntryPoint(\"t\", \"job\"); _ = new Timer(_ => chat.GetResponseAsync(\"x\")); } }")]
    [InlineData("class T(IChatClient chat) { void M() { using var job = AiScope.EntryPoint(\"t\", \"job\"); _ = new Timer(Tick); } void Tick(object? state) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Timer(Action a) { public Action A => a; } class T(IChatClient chat) { object M() => new Timer(() => chat.GetResponseAsync(\"x\")); }")]
    [InlineData("class T(IChatClient chat) { public Task Schedule(Func<Task> work) => work(); Task M() => Schedule(() => chat.GetResponseAsync(\"x\")); }")]
    [InlineData("class T(IChatClient chat) { void M(System.Timers.Timer timer) => timer.Disposed += (_, _) => chat.GetResponseAsync(\"x\"); }")]
    public async Task A_timer_with_a_scope_and_what_is_no_timer_are_not_flagged(string code) => await Project(code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("static class P { static async Task [|Main|]() { await Chat.Client.GetResponseAsync(\"x\"); } }")]
    [InlineData("static class P { static async Task [|Main|]() { await Task.Run(() => Chat.Client.GetResponseAsync(\"x\")); } }")]
    [InlineData("static class P { static async Task [|Main|]() { await Run(); Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().Build(); } static Task Run() => Chat.Client.GetResponseAsync(\"x\"); }")]
    [InlineData("static class P { static async Task Main() { using var job = AiScope.EntryPoint(\"p\", \"cli\"); await Chat.Client.GetResponseAsync(\"x\"); } }")]
    [InlineData("static class P { static void Main() { var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Build(); app.Use(next => async context => { await Chat.Client.GetResponseAsync(\"x\"); await next(context); }); app.Run(); } }")]
    [InlineData("static class P { static void Main() { } static Task Other() => Chat.Client.GetResponseAsync(\"x\"); }")]
    public async Task A_program_is_a_job_and_what_its_host_runs_is_not(string code) =>
        await (Project(code + " static class Chat { public static IChatClient Client => throw new InvalidOperationException(); }") with
        { OutputKind = OutputKind.ConsoleApplication }).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[|await|] Chat.Client.GetResponseAsync(\"x\");")]
    [InlineData("[|var|] text = \"x\"; await Run(); async Task Run() => await Chat.Client.GetResponseAsync(text);")]
    [InlineData("using var job = AiScope.EntryPoint(\"p\", \"cli\"); await Chat.Client.GetResponseAsync(\"x\");")]
    [InlineData("Console.WriteLine();")]
    public async Task Top_level_statements_are_a_job(string statements) =>
        await TestProject.Application(
            "using AiInstrument;\nusing Microsoft.Extensions.AI;\n" + statements,
            "using Microsoft.Extensions.AI; static class Chat { public static IChatClient Client => throw new InvalidOperationException(); }").VerifyAsync(Analyzer);

    [Fact]
    public async Task The_message_names_the_job_and_the_call()
    {
        var diagnostics = await Project("class J(IChatClient chat) : Quartz.IJob { public Task [|Execute|](object context) => chat.GetResponseAsync(\"x\"); }").VerifyAsync(Analyzer);

        Assert.Equal(
            "'J.Execute' reaches the call to 'Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync' and no AiScope.Job is open on the way",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (Project("class J(IChatClient chat) : Quartz.IJob { public Task [|Execute|](object context) => chat.GetResponseAsync(\"x\"); }") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0008.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await Project("""
            #pragma warning disable AII0008
            class A(IChatClient chat) : Quartz.IJob { public Task Execute(object context) => chat.GetResponseAsync("x"); }
            #pragma warning restore AII0008
            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0008")]
            class B(IChatClient chat) : Quartz.IJob { public Task Execute(object context) => chat.GetResponseAsync("x"); }
            class D(IChatClient chat) : Quartz.IJob { public Task [|Execute|](object context) => chat.GetResponseAsync("x"); }
            """).WithSource("using Microsoft.Extensions.AI; class E(IChatClient chat) : Quartz.IJob { public Task Execute(object context) => chat.GetResponseAsync(\"x\"); }", "obj/E.g.cs")
            .VerifyAsync(Analyzer);

    private static TestProject Project(string code) => TestProject.Library(
        "using AiInstrument;\nusing Microsoft.Extensions.AI;\nusing Microsoft.Extensions.Hosting;\n" + code,
        """
        namespace Quartz
        {
            public interface IJob { Task Execute(object context); }
        }

        namespace MassTransit
        {
            public interface IConsumer<in T> { Task Consume(T context); }
        }

        """ + JobSources.Stubs);
}
