using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0009.</summary>
public sealed class KeepAttributionFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new LostAttributionAnalyzer(), new KeepAttributionFixProvider());

    [Theory]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null);", "ThreadPool.QueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null);")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem<int>(_ => { chat.GetResponseAsync(\"x\"); }, 1, preferLocal: true);", "ThreadPool.QueueUserWorkItem<int>(_ => { chat.GetResponseAsync(\"x\"); }, 1, preferLocal: true);")]
    [InlineData("stop.UnsafeRegister(_ => { chat.GetResponseAsync(\"x\"); }, null);", "stop.Register(_ => { chat.GetResponseAsync(\"x\"); }, null);")]
    [InlineData("new Thread(() => chat.GetResponseAsync(\"x\").Wait()).UnsafeStart();", "new Thread(() => chat.GetResponseAsync(\"x\").Wait()).Start();")]
    [InlineData("var thread = new Thread(() => { chat.GetResponseAsync(\"x\").Wait(); }); thread.UnsafeStart();", "thread.Start();")]
    [InlineData("ThreadPool.UnsafeRegisterWaitForSingleObject(new ManualResetEvent(true), (_, _) => chat.GetResponseAsync(\"x\"), null, 1, true);", "ThreadPool.RegisterWaitForSingleObject(new ManualResetEvent(true), ")]
    [InlineData("using (ExecutionContext.SuppressFlow()) { Task.Run(() => chat.GetResponseAsync(\"x\")); }", "{ var attribution = AiScope.Current;\n        Task.Run(async () => { using var restored = AiScope.Restore(attribution); return await chat.GetResponseAsync(\"x\"); }); }")]
    [InlineData("foreach (var item in blocking.GetConsumingEnumerable(stop)) { await chat.GetResponseAsync(item.Text); }", "{ using var restored = AiScope.Restore(item.Attribution); await")]
    [InlineData("while (!stop.IsCancellationRequested) { var item = await items.Reader.ReadAsync(stop); await chat.GetResponseAsync(item.Text); }", "ReadAsync(stop); using var restored = AiScope.Restore(item.Attribution);")]
    [InlineData("while (await items.Reader.WaitToReadAsync(stop)) { while (items.Reader.TryRead(out var item)) { await chat.GetResponseAsync(item.Text); } }", "out var item)) { using var restored = AiScope.Restore(item.Attribution);")]
    public async Task The_context_flows_or_the_attribution_goes_along(string body, string expected)
    {
        var project = await Verifier.FixFirstAsync(Project(body).ToWorkspaceProject());

        await Verifier.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach (var text in texts.GetConsumingEnumerable(stop)) { await chat.GetResponseAsync(text); }")]
    [InlineData("using (ExecutionContext.SuppressFlow()) Task.Run(() => chat.GetResponseAsync(\"x\"));")]
    public async Task Where_nothing_mechanical_helps_no_fix_is_offered(string body) =>
        Assert.Empty(await Verifier.OfferedAsync(Project(body).ToWorkspaceProject()));

    [Fact]
    public async Task Fix_All_carries_the_attribution_in_the_item_once()
    {
        var test = TestProject.Library(
            """
            using System.Threading.Channels;
            using AiInstrument;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class MailWorker(Channel<Mail> mails, Channel<Note> notes, IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    await foreach (var mail in mails.Reader.ReadAllAsync(stop))
                    {
                        await chat.GetResponseAsync(mail.Text);
                        await chat.GetResponseAsync(mail.Text);
                    }

                    await foreach (var note in notes.Reader.ReadAllAsync(stop))
                    {
                        await chat.GetResponseAsync(note.Text);
                    }
                }
            }

            class WorkItem(IChatClient chat) : IThreadPoolWorkItem
            {
                public void Execute() => chat.GetResponseAsync("x");
            }

            class Watcher(IChatClient chat) : IObserver<Note>
            {
                public void OnNext(Note value)
                {
                    chat.GetResponseAsync(value.Text);
                }

                public void OnCompleted() { }

                public void OnError(Exception error) { }
            }
            """,
            """
            public record Mail(string Text);

            public class Note
            {
                public string Text { get; set; } = "";
            }
            """);

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using System.Threading.Channels;
            using AiInstrument;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.Hosting;

            class MailWorker(Channel<Mail> mails, Channel<Note> notes, IChatClient chat) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    await foreach (var mail in mails.Reader.ReadAllAsync(stop))
                    {
                        using var restored = AiScope.Restore(mail.Attribution);
                        await chat.GetResponseAsync(mail.Text);
                        await chat.GetResponseAsync(mail.Text);
                    }

                    await foreach (var note in notes.Reader.ReadAllAsync(stop))
                    {
                        using var restored = AiScope.Restore(note.Attribution);
                        await chat.GetResponseAsync(note.Text);
                    }
                }
            }

            class WorkItem(IChatClient chat) : IThreadPoolWorkItem
            {
                private readonly AiAttribution _attribution = AiScope.Current;

                public void Execute()
                {
                    using var restored = AiScope.Restore(_attribution);
                    chat.GetResponseAsync("x");
                }
            }

            class Watcher(IChatClient chat) : IObserver<Note>
            {
                public void OnNext(Note value)
                {
                    using var restored = AiScope.Restore(value.Attribution);
                    chat.GetResponseAsync(value.Text);
                }

                public void OnCompleted() { }

                public void OnError(Exception error) { }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
        Assert.Equal(
            """
            public record Mail(string Text)
            {
                public global::AiInstrument.AiAttribution Attribution { get; } = global::AiInstrument.AiScope.Current;
            }

            public class Note
            {
                public global::AiInstrument.AiAttribution Attribution { get; } = global::AiInstrument.AiScope.Current;

                public string Text { get; set; } = "";
            }
            """,
            await CodeFixVerifier.TextAsync(project, "Test1.cs"));
    }

    private static TestProject Project(string body) => TestProject.Library($$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;

        record Item(string Text);

        class Worker(Channel<Item> items, BlockingCollection<Item> blocking, BlockingCollection<string> texts, IChatClient chat) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                _ = (items, blocking, texts);
                {{body}}
            }
        }
        """);
}
