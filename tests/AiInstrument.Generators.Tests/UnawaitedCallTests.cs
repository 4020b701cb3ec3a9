using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>A call that nobody awaits keeps the attribution that holds where it was started, however late it is made or ends.</summary>
public sealed class UnawaitedCallTests
{
    private const string Source = """
        using AiInstrument;
        using Microsoft.Extensions.AI;
        namespace TestApp;

        /// <summary>Answers when the scope around the call is closed.</summary>
        public sealed class LateClient(Task closed) : IChatClient
        {
            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                await closed;
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello"));
            }

            public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                await closed;
                yield return new ChatResponseUpdate(ChatRole.Assistant, "Hello");
            }

            public object? GetService(Type serviceType, object? serviceKey = null) => null;

            public void Dispose() { }
        }

        public static class Program
        {
            [AiFeature("call")] public static Task Discarded() => Run((chat, closed) => chat.GetResponseAsync("x"));

            [AiFeature("task-run")] public static Task TaskRun() =>
                Run((chat, closed) => Task.Run(async () => { await closed; await chat.GetResponseAsync("x"); }));

            [AiFeature("started-late")] public static Task StartedLate() =>
                Run(async (chat, closed) => { await closed; await chat.GetResponseAsync("x"); });

            [AiFeature("stream")] public static Task Stream() =>
                Run(async (chat, closed) => { await foreach (var _ in chat.GetStreamingResponseAsync("x")) { } });

            [AiFeature("async-void")] public static Task AsyncVoid()
            {
                var done = new TaskCompletionSource();
                return Run((chat, closed) => { Fire(chat, closed); return done.Task; });

                async void Fire(IChatClient chat, Task closed)
                {
                    await closed;
                    await chat.GetResponseAsync("x");
                    done.SetResult();
                }
            }

            private static Task Run(Func<IChatClient, Task, Task> start)
            {
                var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Task running;
                using (AiScope.Begin(user: "started-by"))
                {
                    running = start(new LateClient(closed.Task), closed.Task);
                }

                using (AiScope.Begin(user: "somebody-else"))
                {
                    closed.SetResult();
                }

                return running;
            }
        }
        """;

    [Theory]
    [InlineData("Discarded", "call")]
    [InlineData("TaskRun", "task-run")]
    [InlineData("StartedLate", "started-late")]
    [InlineData("Stream", "stream")]
    [InlineData("AsyncVoid", "async-void")]
    public async Task The_span_has_the_user_of_the_scope_that_was_open_at_the_start(string method, string feature)
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        await app.CallAsync(method);

        Assert.Equal((feature, "started-by"), (spans.Only.Tag("aiinstrument.feature.id"), spans.Only.Tag("user.id")));
    }
}
