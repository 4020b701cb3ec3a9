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
        """);
}
