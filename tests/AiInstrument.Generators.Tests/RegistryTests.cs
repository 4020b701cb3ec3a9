using AiInstrument.Generators.Tests.Harness;
using AiInstrument.Registry;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests;

public sealed class RegistryTests
{
    private const string Source = """
        using System.Net.Http;
        using System.Net.Http.Json;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;
        using OpenAI;
        using OpenAI.Chat;
        [assembly: AiFeature("app", Purpose = "Whatever says no more")]
        namespace TestApp;

        [AiFeature("ticket", Category = "support", Owner = "desk")]
        public sealed class TicketService(ChatClient client)
        {
            [AiFeature("ticket.summarize")]
            public async Task SummarizeAsync() => await client.CompleteChatAsync("x");

            public async Task InheritedAsync() => await client.CompleteChatAsync("x");

            public async Task ScopedAsync()
            {
                using var scope = AiScope.Feature(AiFeatures.TicketSummarize);
                await client.CompleteChatAsync("x");
            }

            public void Lambda()
            {
                var run = [AiFeature("ticket.lambda")] async () => await client.CompleteChatAsync("x");
                [AiFeature("ticket.local")] async Task Local() => await client.CompleteChatAsync("x");
            }
        }

        public static class Plain
        {
            private static readonly Func<ChatClient, ChatCompletion> s_field = c => c.CompleteChat("x");
            private static ChatCompletion Property => new ChatClient("gpt-4o", "key").CompleteChat("x");
            public static Func<IEnumerable<Microsoft.Extensions.AI.ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> Group(IChatClient c) => c.GetResponseAsync;
            public static async Task Dynamic(IChatClient c, dynamic text) => await c.GetResponseAsync(text);
            public static async Task Raw(HttpClient http) => await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new { });
            public static HttpRequestMessage Message() => new(HttpMethod.Post, "https://api.anthropic.com/v1/messages");
            [AiNoIntercept] public static void Off(ChatClient c) => c.CompleteChat("x");
            public static async Task Constant(IChatClient c) => await c.GetResponseAsync("x", new ChatOptions { ModelId = "claude" });
        }

        public sealed class NightlyDigestService : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        public sealed class HTTPImportWorker : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        public sealed class MailConsumer : IHostedService { public Task StartAsync(CancellationToken c) => Task.CompletedTask; public Task StopAsync(CancellationToken c) => Task.CompletedTask; }
        public abstract class Base : BackgroundService;
        """;

    [Fact]
    public async Task Call_sites_say_where_what_and_for_which_feature()
    {
        var manifest = (await App.BuildAsync(Source)).Manifest;

        Assert.Equal(
        [
            "TestApp.Plain.Constant(Microsoft.Extensions.AI.IChatClient) | Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync | chat |  | claude | app | ",
            "TestApp.Plain.Dynamic(Microsoft.Extensions.AI.IChatClient, dynamic) | Microsoft.Extensions.AI.IChatClient.GetResponseAsync | chat |  |  | app | dynamic-argument",
            "TestApp.Plain.Group(Microsoft.Extensions.AI.IChatClient) | Microsoft.Extensions.AI.IChatClient.GetResponseAsync | chat |  |  | app | method-group",
            "TestApp.Plain.Message() | System.Net.Http.HttpRequestMessage..ctor | chat | anthropic |  | app | raw-http",
            "TestApp.Plain.Off(OpenAI.Chat.ChatClient) | OpenAI.Chat.ChatClient.CompleteChat | chat | openai |  | app | opted-out",
            "TestApp.Plain.Property | OpenAI.Chat.ChatClient.CompleteChat | chat | openai | gpt-4o | app | ",
            "TestApp.Plain.Raw(System.Net.Http.HttpClient) | System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync | chat | openai |  | app | raw-http",
            "TestApp.Plain.s_field | OpenAI.Chat.ChatClient.CompleteChat | chat | openai |  | app | ",
            "TestApp.TicketService.InheritedAsync() | OpenAI.Chat.ChatClient.CompleteChatAsync | chat | openai |  | ticket | ",
            "TestApp.TicketService.Lambda() | OpenAI.Chat.ChatClient.CompleteChatAsync | chat | openai |  | ticket.lambda | ",
            "TestApp.TicketService.Lambda() | OpenAI.Chat.ChatClient.CompleteChatAsync | chat | openai |  | ticket.local | ",
            "TestApp.TicketService.ScopedAsync() | OpenAI.Chat.ChatClient.CompleteChatAsync | chat | openai |  |  | ",
            "TestApp.TicketService.SummarizeAsync() | OpenAI.Chat.ChatClient.CompleteChatAsync | chat | openai |  | ticket.summarize | ",
        ],
            manifest.CallSites.Select(s => $"{s.Member} | {s.Method} | {s.Operation} | {s.Provider} | {s.Model} | {s.Feature?.Id} | {s.Escape}").Order(StringComparer.Ordinal));
        Assert.Equal(manifest.CallSites.Select(s => s.Id).Order(StringComparer.Ordinal), manifest.CallSites.Select(s => s.Id));
        Assert.All(manifest.CallSites, s => Assert.Matches("^[0-9a-f]{16}$", s.Id));
        Assert.Equal(15, manifest.CallSites.Single(s => s.Member.Contains("SummarizeAsync", StringComparison.Ordinal)).Line);
    }

    [Fact]
    public async Task Features_of_every_declaration_are_listed_with_what_they_say()
    {
        var app = await App.BuildAsync(Source);

        Assert.Equal(
        [
            new AiFeatureInfo("app", Purpose: "Whatever says no more"),
            new AiFeatureInfo("ticket", "support", "desk"),
            new AiFeatureInfo("ticket.lambda"),
            new AiFeatureInfo("ticket.local"),
            new AiFeatureInfo("ticket.summarize"),
        ],
            app.Manifest.Features);
        Assert.Equal(
            app.Manifest.Features.Select(f => f.Id),
            app.Assembly.GetCustomAttributes(typeof(AiDeclaredFeatureAttribute), inherit: false).Cast<AiDeclaredFeatureAttribute>().Select(a => a.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Former_ids_are_in_the_registry_and_on_the_assembly()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            namespace TestApp;
            [AiFeature("b", FormerIds = ["a.old", "a", "a"])] public static class B { public static string Known => string.Join(" ", AiFeatures.B.FormerIds); }
            [AiFeature("c", FormerIds = new string[0])] public static class C;
            """);

        Assert.Equal(["b: a a.old", "c: "], app.Manifest.Features.Select(f => f.Id + ": " + string.Join(' ', f.FormerIds)));
        Assert.Equal(
            ["b: a a.old", "c: "],
            app.Assembly.GetCustomAttributes(typeof(AiDeclaredFeatureAttribute), inherit: false).Cast<AiDeclaredFeatureAttribute>()
                .Select(a => a.Id + ": " + string.Join(' ', a.FormerIds ?? [])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Declared_budgets_are_in_the_registry_in_nano_dollars()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            namespace TestApp;
            [AiFeature("b"), AiBudget(Monthly = 50, Daily = 2.5, Soft = true)]
            [AiBudget(Monthly = 100)]
            public static partial class B { public static int Known => AiFeatures.B.Budgets.Count; }
            [AiBudget(Total = 0.000000001)] public static partial class B;
            [AiFeature("c"), AiBudget(Weekly = 0), AiBudget(Weekly = -1), AiBudget(Weekly = double.NaN), AiBudget(Weekly = double.PositiveInfinity), AiBudget(Weekly = 9e9)] public static class C;
            [AiFeature("d", FormerIds = ["old"]), AiBudget] public static class D;
            [AiFeature("e", FormerIds = ["older"]), AiBudget(Daily = 1)] public static class E;
            """);

        Assert.Equal(
            [
                "b: day 2500000000 soft, month 50000000000 soft, month 100000000000 hard, total 1 hard",
                "c: week 9000000000000000000 hard",
                "d: ",
                "e: day 1000000000 hard",
            ],
            app.Manifest.Features.Select(f => f.Id + ": " + string.Join(", ", f.Budgets.Select(b => $"{b.Period} {b.NanoDollars} {(b.Soft ? "soft" : "hard")}"))));
        using var image = new MemoryStream(App.Image(app.Run));
        Assert.Equal(app.Manifest.Features.SelectMany(f => f.Budgets), AiManifestReader.Read(image).Features.SelectMany(f => f.Budgets));
    }

    [Fact]
    public async Task Another_amount_makes_another_build()
    {
        async Task<string> BuildId(string budget) => (await App.BuildAsync($"[AiInstrument.AiFeature(\"b\"){budget}] public static class B;")).Manifest.BuildId;

        Assert.Equal(5, (await Task.WhenAll(BuildId(""), BuildId(", AiInstrument.AiBudget(Daily = 1)"), BuildId(", AiInstrument.AiBudget(Daily = 2)"), BuildId(", AiInstrument.AiBudget(Weekly = 1)"), BuildId(", AiInstrument.AiBudget(Daily = 1, Soft = true)"))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Jobs_are_also_what_schedulers_timers_and_triggers_call()
    {
        var app = await App.BuildAsync("""
            using System.Linq.Expressions;

            namespace TestApp
            {
                public sealed class Digest : Quartz.IJob { public Task Execute(object context) => Task.CompletedTask; }
                public sealed class OrderPlaced : MassTransit.IConsumer<string> { public Task Consume(string context) => Task.CompletedTask; }

                public sealed class PollService
                {
                    private System.Threading.Timer? _timer;

                    public void Start(System.Timers.Timer other)
                    {
                        _timer = new(Tick, null, 0, 1000);
                        other.Elapsed += (_, _) => { };
                        Hangfire.BackgroundJob.Enqueue<PollService>(p => p.SendAsync(1));
                    }

                    public Task SendAsync(int id) => Task.CompletedTask;
                    private void Tick(object? state) { }

                    [Microsoft.Azure.Functions.Worker.Function("NightlyReport")]
                    public void Report([Microsoft.Azure.Functions.Worker.TimerTrigger] object timer) { }

                    [Microsoft.Azure.Functions.Worker.Function("Route")]
                    public void Route([Microsoft.Azure.Functions.Worker.HttpTrigger] object request) { }
                }
            }

            namespace Quartz { public interface IJob { Task Execute(object context); } }
            namespace MassTransit { public interface IConsumer<in T> { Task Consume(T context); } }
            namespace Hangfire { public static class BackgroundJob { public static string Enqueue<T>(Expression<Func<T, Task>> methodCall) => ""; } }
            namespace Microsoft.Azure.Functions.Worker
            {
                public sealed class FunctionAttribute(string name) : Attribute { public string Name => name; }
                public sealed class TimerTriggerAttribute : Attribute;
                public sealed class HttpTriggerAttribute : Attribute;
            }
            """);

        Assert.Equal(
        [
            new AiJobInfo("digest"), new AiJobInfo("nightly-report"), new AiJobInfo("order-placed", "message"),
            new AiJobInfo("poll-send"), new AiJobInfo("poll-tick"), new AiJobInfo("poll-timer"),
        ],
            app.Manifest.Jobs);
    }

    [Fact]
    public async Task Jobs_are_the_classes_that_the_host_runs()
    {
        var app = await App.BuildAsync(Source);

        Assert.Equal([new AiJobInfo("http-import"), new AiJobInfo("mail", "message"), new AiJobInfo("nightly-digest")], app.Manifest.Jobs);
        Assert.Equal(["HTTPImport", "Mail", "NightlyDigest"], app.Assembly.GetType("TestApp.AiJobs")!.GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_that_collide_or_are_no_identifiers_stay_apart()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            namespace TestApp;
            public static class Program
            {
                [AiFeature("ticket.summarize")] public static void A() { }
                [AiFeature("ticket-summarize")] public static void B() { }
                [AiFeature("3d.render")] public static void C() { }
                [AiFeature("ai.features")] public static void D() { }
                [AiFeature("equals")] public static void E() { }
                [AiFeature("quoted \"id\"\n")] public static void F() { }
            }
            """);

        var properties = app.Assembly.GetType("TestApp.AiFeatures")!.GetProperties().ToDictionary(p => ((AiFeatureInfo)p.GetValue(null)!).Id, p => p.Name, StringComparer.Ordinal);
        Assert.Equal("TicketSummarize", properties["ticket-summarize"]);
        Assert.Matches("^TicketSummarize_[0-9a-f]{8}$", properties["ticket.summarize"]);
        Assert.Equal("_3dRender", properties["3d.render"]);
        Assert.Matches("^AiFeatures_[0-9a-f]{8}$", properties["ai.features"]);
        Assert.Matches("^Equals_[0-9a-f]{8}$", properties["equals"]);
        Assert.Equal("QuotedId", properties["quoted \"id\"\n"]);
    }

    [Fact]
    public async Task The_manifest_is_registered_when_the_assembly_is_used()
    {
        var app = await App.BuildAsync(Source);

        // Asking for the manifest runs the module's initializer.
        var manifest = app.Manifest;

        Assert.Contains(AiManifests.All, m => m.BuildId == manifest.BuildId && m.Assembly == "TestApp");
    }

    [Fact]
    public async Task The_build_id_changes_with_the_content_and_only_with_it()
    {
        async Task<string> BuildIdAsync(string source) => (await App.BuildAsync(source)).Manifest.BuildId;

        var id = await BuildIdAsync(Source);
        Assert.Equal(id, await BuildIdAsync(Source + "\npublic sealed class Unrelated;"));
        Assert.NotEqual(id, await BuildIdAsync(Source.Replace("Owner = \"desk\"", "Owner = \"others\"", StringComparison.Ordinal)));
        Assert.NotEqual(id, await BuildIdAsync("\n" + Source));
    }

    [Theory]
    [InlineData("var c = new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler())); _ = c.GetStringAsync(\"https://api.openai.com/v1/models\");", "raw-http", "http")]
    [InlineData("var c = new HttpClient(); _ = c.GetStringAsync(\"https://api.openai.com/v1/models\");", "raw-http", null)]
    [InlineData("IChatClient c = inner.UseAiInstrument(); Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> f = c.GetResponseAsync; _ = f;", "method-group", "middleware")]
    [InlineData("Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> f = inner.GetResponseAsync; _ = f;", "method-group", null)]
    [InlineData("_ = inner.GetResponseAsync(\"x\");", null, null)]
    public async Task An_escape_says_what_its_client_was_provably_built_with(string body, string? escape, string? measuredBy)
    {
        var app = await App.BuildAsync($$"""
            using AiInstrument; using Microsoft.Extensions.AI;
            namespace TestApp;
            public static class Program { public static void M(IChatClient inner) { {{body}} } }
            """);

        Assert.Equal((escape, measuredBy), (app.Site.Escape, app.Site.MeasuredBy));
    }

    [Theory]
    [InlineData("My-App.3D", "My_App._3D")]
    [InlineData("Acme.class", "Acme.class")]
    public async Task The_root_namespace_is_made_fit(string root, string expected)
    {
        var app = await App.BuildAsync(App.Project(Source.Replace("AiFeatures.TicketSummarize", "\"ticket.summarize\"", StringComparison.Ordinal)).WithBuildProperty("RootNamespace", root));

        Assert.NotNull(app.Assembly.GetType(expected + ".AiRegistry"));
    }

    [Fact]
    public async Task Files_are_named_from_the_project_on()
    {
        const string Call = "using AiInstrument; using OpenAI.Chat; namespace TestApp; public static class {0} {{ public static void M(ChatClient c) => c.CompleteChat(\"x\"); }}";
        var project = App.Project()
            .WithBuildProperty("ProjectDir", "/app/src/web/")
            .WithSource(string.Format(System.Globalization.CultureInfo.InvariantCulture, Call, "Inside"), "src/web/Services/Inside.cs")
            .WithSource(string.Format(System.Globalization.CultureInfo.InvariantCulture, Call, "Linked"), "src/shared/Linked.cs");

        var app = await App.BuildAsync(project);

        Assert.Equal(["../shared/Linked.cs", "Services/Inside.cs"], app.Manifest.CallSites.Select(s => s.File).Order(StringComparer.Ordinal));
    }
}
