using System.Diagnostics;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Tests;

/// <summary>Code that is marked FromCaller is paid for by the feature of whoever calls it.</summary>
public sealed class FromCallerTests
{
    private const string Source = """
        using System.Runtime.CompilerServices;
        using AiInstrument;
        using AiInstrument.Generators.Tests.Harness;
        using Microsoft.Extensions.AI;
        namespace TestApp;

        public interface IGateway
        {
            ValueTask<string> ThroughInterfaceAsync(string prompt);
        }

        [AiFeature(FromCaller = true)]
        public sealed class Gateway : IGateway
        {
            private readonly IChatClient _chat = new FakeClient();

            public async Task<string> AskAsync(string prompt)
            {
                await Task.Yield();
                return (await _chat.GetResponseAsync(prompt)).Text;
            }

            public async ValueTask<string> ThroughInterfaceAsync(string prompt) => await AskAsync(prompt);

            public string Ask(string prompt) => _chat.GetResponseAsync(prompt).GetAwaiter().GetResult().Text;

            public void Tell(ref int count, out string answer)
            {
                count++;
                answer = Ask("x");
            }

            public async IAsyncEnumerable<string> StreamAsync([EnumeratorCancellation] CancellationToken cancellation = default)
            {
                for (var i = 0; i < 2; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return await AskAsync("x") + AiScope.Current.FeatureId;
                }

                await AskAsync("last");
            }

            public IEnumerable<string> Each()
            {
                yield return Ask("x");
                yield return Ask("y");
            }

            public T Typed<T>(T value) where T : class
            {
                Ask("x");
                return value;
            }

            public Task<string> ThrowAsync(string? prompt)
            {
                ArgumentNullException.ThrowIfNull(prompt);
                return LateAsync();
                static async Task<string> LateAsync() { await Task.Yield(); throw new InvalidOperationException("late"); }
            }
        }

        public static class Helpers
        {
            [AiFeature(FromCaller = true)]
            public static Task<string> AskPolitelyAsync(this Gateway gateway, string prompt) => gateway.AskAsync(prompt);
        }

        public static class Program
        {
            private static readonly Gateway s_gateway = new();

            [AiFeature("task")] public static Task<string> AskAsync() => s_gateway.AskAsync("x");
            [AiFeature("value-task")] public static async Task<string> ThroughInterfaceAsync() => await ((IGateway)s_gateway).ThroughInterfaceAsync("x");
            [AiFeature("sync")] public static Task<string> Ask() => Task.FromResult(s_gateway.Ask("x"));
            [AiFeature("extension")] public static Task<string> ExtendedAsync() => s_gateway.AskPolitelyAsync("x");
            [AiFeature("generic")] public static Task<string> Typed() => Task.FromResult(s_gateway.Typed("answer"));

            [AiFeature("by-ref")] public static Task<string> Tell()
            {
                var count = 1;
                s_gateway.Tell(ref count, out var answer);
                return Task.FromResult(answer + count);
            }

            [AiFeature("local")] public static Task<string> InLocalFunction()
            {
                return AskAsync();
                Task<string> AskAsync() => new Func<Task<string>>(() => s_gateway.AskAsync("x"))();
            }

            [AiFeature("stream")] public static async Task<string> StreamAsync()
            {
                var seen = "";
                await foreach (var part in s_gateway.StreamAsync())
                {
                    seen += part + "|" + AiScope.Current.FeatureId + ";";
                }

                return seen + AiScope.Current.FeatureId;
            }

            [AiFeature("each")] public static Task<string> Each()
            {
                var seen = "";
                foreach (var part in s_gateway.Each())
                {
                    seen += part + AiScope.Current.FeatureId + ";";
                }

                return Task.FromResult(seen);
            }

            [AiFeature("break")] public static async Task<string> BreakAsync()
            {
                await foreach (var part in s_gateway.StreamAsync())
                {
                    return part;
                }

                return "";
            }

            [AiFeature("cancelled")] public static async Task<string> CancelAsync()
            {
                using var source = new CancellationTokenSource();
                await foreach (var part in s_gateway.StreamAsync().WithCancellation(source.Token))
                {
                    source.Cancel();
                }

                return "not reached";
            }

            [AiFeature("throws")] public static Task<string> ThrowAsync(string? prompt) => s_gateway.ThrowAsync(prompt);

            [AiFeature("null")] public static Task<string> OnNull() { Gateway? none = null; return none!.AskAsync("x"); }
            [AiFeature("null-conditional")] public static Task<string>? OnNothing() { Gateway? none = null; return none?.AskAsync("x"); }

            public static async Task<string> InScopeAsync()
            {
                using var scope = AiScope.Feature("scope");
                return await s_gateway.AskAsync("x");
            }

            [AiFeature("after")] public static async Task<string> AfterAsync()
            {
                using var scope = AiScope.Begin(user: "u");
                var before = System.Diagnostics.Activity.Current;
                await s_gateway.AskAsync("x");
                return $"{AiScope.Current.FeatureId}{AiScope.Current.User}{before == System.Diagnostics.Activity.Current}";
            }
        }
        """;

    private static readonly Lazy<Task<App>> s_app = new(static () => App.BuildAsync(Source, typeof(FakeClient).Assembly));

    [Theory]
    [InlineData("AskAsync", "task", "Hello")]
    [InlineData("ThroughInterfaceAsync", "value-task", "Hello")]
    [InlineData("Ask", "sync", "Hello")]
    [InlineData("ExtendedAsync", "extension", "Hello")]
    [InlineData("Typed", "generic", "answer")]
    [InlineData("Tell", "by-ref", "Hello2")]
    [InlineData("InLocalFunction", "local", "Hello")]
    [InlineData("InScopeAsync", "scope", "Hello")]
    [InlineData("AfterAsync", "after", "uTrue")]
    public async Task The_recorded_feature_is_the_callers(string method, string feature, string result)
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        Assert.Equal(result, await app.CallAsync<string>(method));

        Assert.Equal(feature, spans.Only.Tag("aiinstrument.feature.id"));
    }

    [Fact]
    public async Task An_asynchronous_sequence_has_the_feature_in_each_step_and_its_consumer_has_not()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        Assert.Equal("Hellostream|;Hellostream|;", await app.CallAsync<string>("StreamAsync"));

        Assert.Equal(["stream", "stream", "stream"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
    }

    [Fact]
    public async Task A_sequence_has_the_feature_in_each_step_and_its_consumer_has_not()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        Assert.Equal("Hello;Hello;", await app.CallAsync<string>("Each"));

        Assert.Equal(["each", "each"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
    }

    [Fact]
    public async Task A_consumer_that_stops_early_or_cancels_finds_what_it_would_find_without()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        Assert.Equal("Hellobreak", await app.CallAsync<string>("BreakAsync"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => app.CallAsync<string>("CancelAsync"));

        Assert.Equal(["break", "cancelled"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
    }

    [Fact]
    public async Task Exceptions_keep_their_type_and_stack_and_arguments_are_checked_at_once()
    {
        var app = await s_app.Value;

        var eager = Assert.Throws<ArgumentNullException>(() => { _ = app.Invoke("ThrowAsync", [null]); });
        Assert.Equal("prompt", eager.ParamName);
        Assert.Contains("Gateway.ThrowAsync", eager.StackTrace, StringComparison.Ordinal);

        var late = await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync<string>("ThrowAsync", "x"));
        Assert.Equal("late", late.Message);
        Assert.Contains("LateAsync", late.StackTrace, StringComparison.Ordinal);

        Assert.Throws<NullReferenceException>(() => { _ = app.Invoke("OnNull"); });
        Assert.Null(app.Invoke("OnNothing"));
        Assert.Null(AiScope.Current.FeatureId);
    }

    [Fact]
    public async Task Handing_over_makes_no_call_site_and_the_call_inside_has_no_feature_of_its_own()
    {
        var app = await s_app.Value;

        Assert.All(app.Manifest.CallSites, s => Assert.StartsWith("TestApp.Gateway.", s.Member, StringComparison.Ordinal));
        Assert.All(app.Manifest.CallSites, s => Assert.Null(s.Feature));
        Assert.Contains("task", app.Manifest.Features.Select(f => f.Id));
    }

    [Fact]
    public async Task The_mark_is_read_from_a_referenced_assembly()
    {
        var library = await (App.Project("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace Library;
            public interface IGateway { [AiFeature(FromCaller = true)] Task<string> AskAsync(IChatClient chat); }
            public sealed class Gateway : IGateway
            {
                public async Task<string> AskAsync(IChatClient chat) => (await chat.GetResponseAsync("x")).Text;
                public static IGateway Create() => new Gateway();
            }
            """) with
        { AssemblyName = "Library" }).GenerateAsync(new AiInstrumentGenerator());
        var image = App.Image(library);
        var project = App.Project("""
            using AiInstrument;
            using AiInstrument.Generators.Tests.Harness;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("far")] public static async Task<string> ThroughInterfaceAsync() => await Library.Gateway.Create().AskAsync(new FakeClient());
                [AiFeature("near")] public static async Task<string> ThroughClassAsync() => await new Library.Gateway().AskAsync(new FakeClient());
            }
            """);
        var app = App.Load(
            await (project with { References = [.. project.References, MetadataReference.CreateFromImage(image), MetadataReference.CreateFromFile(typeof(FakeClient).Assembly.Location)] }).GenerateAsync(new AiInstrumentGenerator()),
            image);
        using var spans = new Spans();

        await app.CallAsync<string>("ThroughInterfaceAsync");
        await app.CallAsync<string>("ThroughClassAsync");

        Assert.Equal(["far", "near"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[assembly: AiInstrument.AiNoIntercept]", "")]
    [InlineData("", "false")]
    public async Task What_is_switched_off_or_unmarked_emits_nothing(string attribute, string intercept)
    {
        var code = attribute + """

            namespace TestApp
            {
                using AiInstrument;
                public static class Gateway { [AiFeature(FromCaller = true)] public static void Ask() { } }
                public static class Program { [AiFeature("f")] public static void Run() => Gateway.Ask(); }
            }
            """;
        if (attribute.Length + intercept.Length == 0)
        {
            code = code.Replace("(FromCaller = true)", "(\"g\")", StringComparison.Ordinal);
        }

        var app = await App.BuildAsync(App.Project(code).WithBuildProperty("AiInstrumentInterceptCalls", intercept));

        Assert.DoesNotContain("AiInstrument.FeatureCalls.g.cs", app.Run.Files.Keys);
    }

    [Fact]
    public async Task Files_of_the_same_text_are_left_alone()
    {
        const string Twin = "namespace TestApp; partial class Twin { } file static class Local { [AiInstrument.AiFeature(\"t\")] static void Run() => Gateway.Ask(); }";

        var app = await App.BuildAsync(
            "namespace TestApp; public static class Gateway { [AiInstrument.AiFeature(FromCaller = true)] public static void Ask() { } }", Twin, Twin);

        Assert.DoesNotContain("AiInstrument.FeatureCalls.g.cs", app.Run.Files.Keys);
    }
}
