using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0009.</summary>
public sealed class LostAttributionAnalyzerTests
{
    private static readonly LostAttributionAnalyzer Analyzer = new();

    [Theory]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => chat.[|GetResponseAsync|](\"x\"), null);")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem<int>(async _ => { await chat.[|GetResponseAsync|](\"x\"); }, 1, preferLocal: true);")]
    [InlineData("stop.UnsafeRegister(_ => { chat.[|GetResponseAsync|](\"x\"); }, null);")]
    [InlineData("new Thread(() => chat.[|GetResponseAsync|](\"x\").Wait()).UnsafeStart();")]
    [InlineData("var thread = new Thread(() => { chat.[|GetResponseAsync|](\"x\").Wait(); }); thread.UnsafeStart();")]
    [InlineData("using (ExecutionContext.SuppressFlow()) { Task.Run(() => chat.[|GetResponseAsync|](\"x\")); }")]
    [InlineData("using var flow = ExecutionContext.SuppressFlow(); Task.Factory.StartNew(() => chat.[|GetResponseAsync|](\"x\"));")]
    [InlineData("var flow = ExecutionContext.SuppressFlow(); try { ThreadPool.QueueUserWorkItem(_ => chat.[|GetResponseAsync|](\"x\")); } finally { flow.Undo(); }")]
    [InlineData("ExecutionContext.SuppressFlow(); _ = new Timer(_ => chat.[|GetResponseAsync|](\"x\")); ExecutionContext.RestoreFlow();")]
    [InlineData("using var outside = AiScope.Begin(user: \"u\"); ThreadPool.UnsafeQueueUserWorkItem(_ => chat.[|GetResponseAsync|](\"x\"), null);")]
    public async Task A_call_that_is_started_without_its_context_is_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("await chat.GetResponseAsync(\"x\");")]
    [InlineData("Task.Run(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("Task.Factory.StartNew(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("await Parallel.ForEachAsync(new[] { 1 }, async (_, token) => await chat.GetResponseAsync(\"x\"));")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"));")]
    [InlineData("new Thread(() => chat.GetResponseAsync(\"x\").Wait()).Start();")]
    [InlineData("stop.Register(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("using (ExecutionContext.SuppressFlow()) { chat.GetResponseAsync(\"x\"); }")]
    [InlineData("using (ExecutionContext.SuppressFlow()) { } Task.Run(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("var flow = ExecutionContext.SuppressFlow(); flow.Undo(); Task.Run(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("var flow = ExecutionContext.SuppressFlow(); try { } finally { flow.Undo(); } Task.Run(() => chat.GetResponseAsync(\"x\"));")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => { using var scope = AiScope.Begin(user: \"u\"); chat.GetResponseAsync(\"x\"); }, null);")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => { using (Opened()) { chat.GetResponseAsync(\"x\"); } }, null);")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => { var scope = Opened(); try { chat.GetResponseAsync(\"x\"); } finally { scope.Dispose(); } }, null);")]
    [InlineData("var context = ExecutionContext.Capture()!; ThreadPool.UnsafeQueueUserWorkItem(_ => ExecutionContext.Run(context, _ => chat.GetResponseAsync(\"x\"), null), null);")]
    [InlineData("Unrelated.UnsafeQueueUserWorkItem(() => chat.GetResponseAsync(\"x\"));")]
    public async Task A_call_that_its_context_or_a_scope_reaches_is_not_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { await chat.[|GetResponseAsync|](item); }")]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync().WithCancellation(stop).ConfigureAwait(false)) { await chat.[|GetResponseAsync|](item); }")]
    [InlineData("foreach (var item in blocking.GetConsumingEnumerable(stop)) { await chat.[|GetResponseAsync|](item); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var item = await items.Reader.ReadAsync(stop); await chat.[|GetResponseAsync|](item); }")]
    [InlineData("while (await items.Reader.WaitToReadAsync(stop)) { while (items.Reader.TryRead(out var item)) { await chat.[|GetResponseAsync|](item); } }")]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { _ = Task.Run(() => chat.[|GetResponseAsync|](item)); }")]
    [InlineData("using var job = AiScope.EntryPoint(\"job\", \"job\"); await foreach (var item in items.Reader.ReadAllAsync(stop)) { await chat.[|GetResponseAsync|](item); }")]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { await chat.[|GetResponseAsync|](item); using var late = Opened(); }")]
    public async Task A_loop_of_a_background_service_that_consumes_a_queue_is_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { using var job = AiScope.EntryPoint(\"job\", \"job\"); await chat.GetResponseAsync(item); }")]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { using (AiScope.Begin(user: item)) { try { await chat.GetResponseAsync(item); } catch (IOException) { } } }")]
    [InlineData("foreach (var item in blocking.GetConsumingEnumerable(stop)) { using var scope = Opened(); _ = Task.Run(() => chat.GetResponseAsync(item)); }")]
    [InlineData("var first = await items.Reader.ReadAsync(stop); while (true) { await chat.GetResponseAsync(first); }")]
    [InlineData("foreach (var item in new[] { \"x\" }) { await chat.GetResponseAsync(item); }")]
    [InlineData("while (true) { await chat.GetResponseAsync(\"x\"); await Task.Delay(1, stop); }")]
    [InlineData("await foreach (var item in items.Reader.ReadAllAsync(stop)) { await Local(item); } Task Local(string item) => chat.GetResponseAsync(item);")]
    public async Task A_loop_that_opens_a_scope_or_consumes_no_queue_is_not_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_loop_outside_a_background_service_is_not_flagged() =>
        await TestProject.Library("""
            using System.Threading.Channels;
            using Microsoft.Extensions.AI;

            class Console(Channel<string> items, IChatClient chat)
            {
                async Task M() { await foreach (var item in items.Reader.ReadAllAsync()) { await chat.GetResponseAsync(item); } }
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task Observers_and_work_items_are_flagged_and_only_their_interface_methods() =>
        await TestProject.Library("""
            using AiInstrument;
            using Microsoft.Extensions.AI;

            class Watch(IChatClient chat) : IObserver<string>, IThreadPoolWorkItem
            {
                public void OnNext(string value) => chat.[|GetResponseAsync|](value);
                void IObserver<string>.OnError(Exception error) { chat.[|GetResponseAsync|]("x"); }
                public void OnCompleted() { using var scope = AiScope.Begin(user: "u"); chat.GetResponseAsync("x"); }
                public void Execute() => chat.[|GetResponseAsync|]("x");
                public void OnNext(int value) => chat.GetResponseAsync("x");
                public void Other() => chat.GetResponseAsync("x");
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task Without_the_runtime_there_is_no_attribution_to_lose() =>
        await (TestProject.Library("""
            using Microsoft.Extensions.AI;

            class C(IChatClient chat) { void M() => ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync("x"), null); }
            """) with
        { References = TestReferences.WithoutRuntime }).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable_and_the_message_names_the_place()
    {
        var project = Project("ThreadPool.UnsafeQueueUserWorkItem(_ => chat.[|GetResponseAsync|](\"x\"), null);") with { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0009.severity = error\n" };

        var diagnostic = Assert.Single(await project.VerifyAsync(Analyzer));

        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(
            "The call to 'Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync' is made in a callback that is queued without its context, where the AiScope of the code that asked for it does not reach; open or restore one there",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await Project("""
            ThreadPool.UnsafeQueueUserWorkItem(_ => chat.[|GetResponseAsync|]("x"), null);
            #pragma warning disable AII0009
            ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync("x"), null);
            #pragma warning restore AII0009

            """).WithSource("""
            using Microsoft.Extensions.AI;

            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0009")]
            class A { void M(IChatClient chat) => ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync("x"), null); }
            """, "A.cs").WithSource("""
            using Microsoft.Extensions.AI;

            class B { void M(IChatClient chat) => ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync("x"), null); }
            """, "obj/B.g.cs").VerifyAsync(Analyzer);

    private static TestProject Project(string body) => TestProject.Library($$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;

        class Worker(Channel<string> items, BlockingCollection<string> blocking, IChatClient chat) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                _ = (items, blocking);
                {{body}}
            }

            private static AiScopeHandle Opened() => AiScope.Begin(user: "u");
        }

        static class Unrelated
        {
            public static void UnsafeQueueUserWorkItem(Func<Task> work) => work();
        }
        """);
}
