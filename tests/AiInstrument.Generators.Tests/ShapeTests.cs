using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests;

/// <summary>Every way to declare a method that the packages of today do not use, on a stub with OpenAI's names.</summary>
public sealed class ShapeTests
{
    private const string Sdk = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        namespace OpenAI.Chat
        {
            public class ChatClient
            {
                public int Calls;
                public Task CompleteChatAsync() { Calls++; return Task.CompletedTask; }
                public ValueTask<int> CompleteChatAsync(int value) { Calls++; return new(value + 1); }
                public IEnumerable<int> CompleteChatStreaming(int count) { for (var i = 0; i < count; i++) { Calls++; yield return i; } }
                public int CompleteChat(ref int a, out int b, in int c) { Calls++; a += c; b = a * 2; return a + b; }
                public int CompleteChat(ref readonly long d) { Calls++; return (int)d; }
                public string CompleteChat(string call, string? site = "default", params object[] result) { Calls++; return call + site + result.Length; }
                public T CompleteChat<T, TKey>(T @event, Func<TKey, T> target) where T : class, IComparable<T>, new() where TKey : notnull { Calls++; return @event; }
                public int CompleteChat(bool first, params ReadOnlySpan<int> numbers) { Calls++; return numbers.Length; }
                public TUnmanaged CompleteChat<TUnmanaged>(TUnmanaged value, int size) where TUnmanaged : unmanaged { Calls++; return value; }
                public IAsyncEnumerable<int> CompleteChatStreamingAsync(string text)
                {
                    if (text is null) throw new ArgumentNullException(nameof(text));
                    return Items();
                    static async IAsyncEnumerable<int> Items() { yield return 1; await Task.Yield(); yield return 2; }
                }
                public Task<int> CompleteChatAsync(string text, CancellationToken cancellation)
                {
                    if (text is null) throw new ArgumentNullException(nameof(text));
                    return text == "fail" ? Task.FromException<int>(new InvalidOperationException("stub")) : cancellation.IsCancellationRequested ? Task.FromCanceled<int>(cancellation) : Task.FromResult(text.Length);
                }
            }
        }
        """;

    private const string Source = """
        using System.ComponentModel;
        using OpenAI.Chat;
        namespace TestApp;
        public sealed class Word : IComparable<Word> { public int CompareTo(Word? other) => 0; }
        public static class Program
        {
            public static async Task<string> All()
            {
                var client = new ChatClient();
                await client.CompleteChatAsync();
                var next = await client.CompleteChatAsync(41);
                var sum = client.CompleteChatStreaming(3).Sum();
                var a = 5;
                var c = 3;
                var reference = client.CompleteChat(ref a, out var b, in c);
                var readOnly = client.CompleteChat(in LongField);
                var named = client.CompleteChat(site: "S", call: "C");
                var optional = client.CompleteChat("C", result: [1, 2]);
                var expanded = client.CompleteChat("C", "S", 1, 2, 3);
                var word = new Word();
                var generic = ReferenceEquals(word, client.CompleteChat(word, (string key) => word));
                var unmanaged = client.CompleteChat(2.5, 8);
                var spanned = client.CompleteChat(true, 1, 2, 3, 4);
                var streamed = 0;
                await foreach (var item in client.CompleteChatStreamingAsync("x")) streamed += item;
                return $"{next} {sum} {a} {b} {reference} {readOnly} {named} {optional} {expanded} {generic} {unmanaged.ToString(System.Globalization.CultureInfo.InvariantCulture)} {streamed} {spanned} {client.Calls}";
            }

            private static readonly long LongField = 9;

            public static async Task<int> Ask(ChatClient client, string text, CancellationToken cancellation) => await client.CompleteChatAsync(text, cancellation);
            public static Task<int> Start(ChatClient client, string text) => client.CompleteChatAsync(text, default);
            public static object Open(ChatClient client, string text) => client.CompleteChatStreamingAsync(text);
        }
        """;

    [Fact]
    public async Task Every_shape_and_parameter_kind_works_as_before_and_is_recorded()
    {
        var app = await BuildAsync();
        using var spans = new Spans();

        var result = await app.CallAsync<string>("All");

        Assert.Equal("42 3 8 16 24 9 CS0 Cdefault2 CS3 True 2.5 3 4 13", result);
        Assert.Equal(12, spans.All.Count);
        Assert.Equal(15, app.Manifest.CallSites.Count);
        Assert.All(app.Manifest.CallSites, s => Assert.Null(s.Escape));
    }

    [Fact]
    public async Task Nothing_changes_and_nothing_is_recorded_while_nobody_listens()
    {
        var app = await BuildAsync();

        Assert.Equal("42 3 8 16 24 9 CS0 Cdefault2 CS3 True 2.5 3 4 13", await app.CallAsync<string>("All"));
    }

    [Fact]
    public async Task An_exception_is_the_same_object_and_a_cancellation_stays_one()
    {
        var app = await BuildAsync();
        using var spans = new Spans();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var client = Client(app);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync<int>("Ask", client, "fail", CancellationToken.None));
        Assert.Equal("stub", failure.Message);
        var cancelled = app.CallAsync<int>("Ask", client, "x", cancellation.Token);
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
        Assert.True(cancelled.IsCanceled);

        Assert.Equal(["System.InvalidOperationException", "System.Threading.Tasks.TaskCanceledException"], spans.All.Select(s => s.Tag("error.type")));
        Assert.Equal(["error", "cancelled"], spans.All.Select(s => s.Tag("aiinstrument.outcome")));
    }

    [Fact]
    public async Task Arguments_are_checked_when_the_method_is_called_not_when_its_result_is_used()
    {
        var app = await BuildAsync();
        using var spans = new Spans();
        var client = Client(app);

        Assert.Throws<ArgumentNullException>(() => app.Invoke("Start", client, null));
        Assert.Throws<ArgumentNullException>(() => app.Invoke("Open", client, null));

        Assert.Equal("System.ArgumentNullException", spans.Only.Tag("error.type"));
    }

    [Fact]
    public async Task A_null_receiver_throws_as_before_and_is_no_call()
    {
        var app = await BuildAsync();
        using var spans = new Spans();

        Assert.Throws<NullReferenceException>(() => app.Invoke("Start", null, "x"));
        Assert.Throws<NullReferenceException>(() => app.Invoke("Open", null, "x"));

        Assert.Empty(spans.All);
    }

    [Fact]
    public async Task The_callers_activity_is_current_again_when_the_task_is_handed_out()
    {
        var app = await BuildAsync();
        using var spans = new Spans();

        var task = (Task<int>)app.Invoke("Start", Client(app), "four")!;

        Assert.Same(spans.Root, System.Diagnostics.Activity.Current);
        Assert.Equal(4, await task);
        Assert.Same(spans.Root, System.Diagnostics.Activity.Current);
        Assert.Equal(spans.Root.SpanId, spans.Only.ParentSpanId);
    }

    private static object Client(App app) =>
        Activator.CreateInstance(System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(app.Assembly)!.Assemblies.Single(a => a.GetName().Name == "OpenAI").GetType("OpenAI.Chat.ChatClient", throwOnError: true)!)!;

    private static async Task<App> BuildAsync()
    {
        var (reference, image) = StubSdk.Compile("OpenAI", Sdk);
        var project = App.Project(Source) with { References = TestReferences.WithoutSdks.Add(reference) };
        return App.Load(await project.GenerateAsync(new AiInstrumentGenerator()), image);
    }
}
