using AiInstrument.Generators.Tests.Harness;
using AiInstrument.Registry;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Tests;

/// <summary>Which routes and jobs reach which call sites, read off assemblies that were really built.</summary>
public sealed class ReachabilityTests
{
    private const string Usings = """
        using AiInstrument; using OpenAI.Chat; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Mvc; using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting;
        namespace TestApp;

        """;

    [Theory]
    // A handler: a lambda, a method, a method of another class, a local function, a lambda of a group.
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapPost("/a", (ChatClient c) => c.CompleteChat("x")); }""", "POST /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapPost("/a", Ask); static string Ask(ChatClient c) => c.CompleteChat("x").ToString()!; }""", "POST /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapMethods("/a", ["GET", "PUT"], H.Ask); } static class H { public static string Ask(ChatClient c) => c.CompleteChat("x").ToString()!; }""", "GET /a, PUT /a")]
    [InlineData("""static class P { static void Map(WebApplication app) { app.MapGet("/a", Ask); static string Ask(ChatClient c) => c.CompleteChat("x").ToString()!; } }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) { var g = app.MapGroup("/g"); g.MapGet("/a", async (ChatClient c) => { await Task.Yield(); return await c.CompleteChatAsync("x"); }); } }""", "GET /g/a")]
    // Ways: methods, a static one, extension, generic, partial, async, iterator, property, operator-free field, delegate, lambda, method group, LINQ.
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => c.Ask()); static object Ask(this ChatClient c) => c.CompleteChat("x"); }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => P.Ask<int>(c)); static object Ask<T>(ChatClient c) => c.CompleteChat("x"); }""", "GET /a")]
    [InlineData("""static partial class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => Ask(c)); private static partial object Ask(ChatClient c); } partial class P { private static partial object Ask(ChatClient c) => c.CompleteChat("x"); }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => Ask(c)); static async IAsyncEnumerable<string> Ask(ChatClient c) { await Task.Yield(); yield return c.CompleteChat("x").ToString()!; } }""", "GET /a")]
    [InlineData("""class S(ChatClient c) { public object Answer => c.CompleteChat("x"); } static class P { static void Map(WebApplication app) => app.MapGet("/a", (S s) => s?.Answer); }""", "GET /a")]
    [InlineData("""class S(ChatClient c) { public object Answer { get { return c.CompleteChat("x"); } } } static class P { static void Map(WebApplication app) => app.MapGet("/a", (S s) => s.Answer); }""", "GET /a")]
    [InlineData("""static class P { static readonly Func<ChatClient, object> s_ask = c => c.CompleteChat("x"); static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => s_ask(c)); }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => Run(c, Ask)); static object Run(ChatClient c, Func<ChatClient, object> f) => f(c); static object Ask(ChatClient c) => c.CompleteChat("x"); }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => new[] { 1 }.Select(i => Ask(c)).ToList()); static object Ask(ChatClient c) => c.CompleteChat("x"); }""", "GET /a")]
    // Construction: by new, by a target type, by the container, through a base class.
    [InlineData("""class S { public S(ChatClient c) => c.CompleteChat("x"); } static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => new S(c)); }""", "GET /a")]
    [InlineData("""class S { public S(ChatClient c) => c.CompleteChat("x"); } static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => { S s = new(c); }); }""", "GET /a")]
    [InlineData("""class S { public S(ChatClient c) => c.CompleteChat("x"); } static class P { static void Map(WebApplication app) => app.MapGet("/a", (S s) => 1); }""", "GET /a")]
    [InlineData("""class S { public S(ChatClient c) => c.CompleteChat("x"); } class T(S s) { public int Go() => s.GetHashCode(); } static class P { static void Map(WebApplication app) => app.MapGet("/a", (IServiceProvider p) => p.GetRequiredService<S>()); static void Add(IServiceCollection c) => c.AddSingleton<S>(); }""", "GET /a")]
    [InlineData("""class B { protected B(ChatClient c) => c.CompleteChat("x"); } class D(ChatClient c) : B(c); static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => new D(c)); }""", "GET /a")]
    // Controllers, with an action of a base class.
    [InlineData("""[Route("api/[controller]")] public class TicketsController(ChatClient c) : ControllerBase { [HttpPost("{id}")] public object Ask(int id) => c.CompleteChat("x"); [HttpGet] public int Other() => 1; }""", "POST /api/Tickets/{id}")]
    [InlineData("""[Route("b")] public class BController(ChatClient c) : Base(c); public abstract class Base(ChatClient c) : ControllerBase { [HttpGet("x")] public object Ask() => c.CompleteChat("x"); }""", "GET /b/x")]
    // Jobs: hosted services, also through a base class, timers.
    [InlineData("""public class NightlyDigest(ChatClient c) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) => await Send(); private Task Send() => c.CompleteChatAsync("x"); }""", "nightly-digest")]
    [InlineData("""public abstract class Base : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => Run(); protected abstract Task Run(); } public class DigestJob(ChatClient c) : Base { protected override Task Run() => c.CompleteChatAsync("x"); }""", "digest")]
    [InlineData("""public class Ticker(ChatClient c) { public object Start() => new Timer(_ => c.CompleteChat("x")); }""", "ticker-timer")]
    // A hub's method; the attribute of a feature in between.
    [InlineData("""public class ChatHub(ChatClient c) : Microsoft.AspNetCore.SignalR.Hub { public object Send() => c.CompleteChat("x"); }""", "ChatHub.Send")]
    // Nothing that is listed starts it.
    [InlineData("""public class S(ChatClient c) { public object Ask() => c.CompleteChat("x"); public string Name => nameof(Ask); } static class P { static void Map(WebApplication app) => app.MapGet("/a", () => nameof(S.Ask)); }""", "")]
    // Cycles end.
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => A(c)); static object A(ChatClient c) => B(c); static object B(ChatClient c) => c is null ? A(c) : c.CompleteChat("x"); }""", "GET /a")]
    [InlineData("""static class P { static void Map(WebApplication app) => app.MapGet("/a", (ChatClient c) => A(c)); static object A(ChatClient c) => A(c) ?? c.CompleteChat("x"); }""", "GET /a")]
    public async Task A_call_site_is_reached_from(string source, string expected)
    {
        var app = await BuildAsync(Usings + source);

        Assert.Equal(expected, string.Join(", ", app.Manifest.Reaches!.Where(r => r.CallSites.SequenceEqual([app.Site.Id])).Select(r => r.EntryPoint)));
        Assert.All(app.Manifest.Reaches!, r => Assert.Empty(r.Ambiguous));
    }

    private const string Services = """
        public interface IAsk { object Ask(); }
        public class One(ChatClient c) : IAsk { public object Ask() => c.CompleteChat("x"); }
        public class Two(ChatClient c) : IAsk { public object Ask() => c.CompleteChat("y"); }
        static class P
        {
            static void Map(WebApplication app) => app.MapGet("/a", (IAsk a) => a.Ask());

        """;

    [Theory]
    // Who knows nothing of the container takes all; one registered class is the one; a factory names its class; two are two.
    [InlineData("}", "", "One Two")]
    [InlineData("static void Add(IServiceCollection s) => s.AddScoped<IAsk, One>(); }", "One", "")]
    [InlineData("static void Add(IServiceCollection s) => s.AddSingleton<IAsk>(p => new Two(null!)); }", "Two", "")]
    [InlineData("static void Add(IServiceCollection s) => s.AddTransient(typeof(IAsk), typeof(Two)); }", "Two", "")]
    [InlineData("static void Add(IServiceCollection s) { s.AddScoped<IAsk, One>(); s.AddScoped<IAsk, Two>(); } }", "", "One Two")]
    [InlineData("static void Add(IServiceCollection s) { s.AddScoped<IAsk>(p => Make(p)); } static IAsk Make(IServiceProvider p) => null!; }", "", "One Two")]
    public async Task An_interface_is_resolved_to_its_implementations_and_several_are_ambiguous(string source, string certain, string ambiguous)
    {
        var app = await BuildAsync(Usings + Services + source);

        var reach = Assert.Single(app.Manifest.Reaches!);
        Assert.Equal(("GET /a", certain, ambiguous), (reach.EntryPoint, Types(app, reach.CallSites), Types(app, reach.Ambiguous)));
    }

    [Theory]
    [InlineData("a.Ask()", "", "Base Derived")]
    [InlineData("new Derived(null!).Ask()", "Derived", "")]
    [InlineData("((Sealed)a).Ask()", "Base", "")]
    [InlineData("((Sealed)a).OfBase()", "Base", "")]
    public async Task A_virtual_call_may_run_what_the_receiver_may_be(string call, string certain, string ambiguous)
    {
        var app = await BuildAsync(Usings + $$"""
            public class Base(ChatClient c) { public virtual object Ask() => c.CompleteChat("x"); }
            public class Derived(ChatClient c) : Base(c) { private readonly ChatClient _c = c; public override object Ask() => _c.CompleteChat("y"); }
            public sealed class Sealed(ChatClient c) : Base(c) { public object OfBase() => base.Ask(); }
            static class P { static void Map(WebApplication app) => app.MapGet("/a", (Base a) => {{call}}); }
            """);

        var reach = Assert.Single(app.Manifest.Reaches!);
        Assert.Equal((certain, ambiguous), (Types(app, reach.CallSites), Types(app, reach.Ambiguous)));
    }

    [Fact]
    public async Task A_handler_of_a_page_has_the_routes_of_its_page()
    {
        var project = Reading(App.Project()).WithSource("""
            using OpenAI.Chat; using Microsoft.AspNetCore.Mvc.RazorPages;
            namespace TestApp.Pages;
            public class IndexModel(ChatClient c) : PageModel { public void OnGet() { } public object OnPostAskAsync() => c.CompleteChatAsync("x"); }
            """, "Pages/Tickets/Index.cshtml.cs");

        var app = await App.BuildAsync(project, new TestAdditionalText("Pages/Tickets/Index.cshtml", "@page \"{id}\"\n"));

        Assert.Equal(["POST /Tickets/Index/{id}", "POST /Tickets/{id}"], app.Manifest.Reaches!.Select(r => r.EntryPoint));
        Assert.Subset(app.Manifest.Routes.Select(r => r.Method + " " + r.Pattern).ToHashSet(StringComparer.Ordinal), app.Manifest.Reaches!.Select(r => r.EntryPoint).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "app.MapGet(\"/a\", (Lib.IAsk a) => a.Ask())", true)]
    [InlineData("", "app.MapGet(\"/a\", (ChatClient c) => new Lib.Direct(c).Answer)", true)]
    [InlineData("", "app.MapGet(\"/a\", (Lib.Made m) => 1)", true)]
    [InlineData("", "app.MapGet(\"/a\", () => new Lib.Direct(null!).Other())", null)]
    [InlineData("class Own : Lib.IAsk { public object Ask() => 1; }", "app.MapGet(\"/a\", (Lib.IAsk a) => a.Ask())", false)]
    public async Task A_route_reaches_call_sites_of_referenced_assemblies(string more, string map, bool? certain)
    {
        var first = await Reading(App.Project("""
            using AiInstrument; using OpenAI.Chat;
            namespace Lib;
            public interface IAsk { object Ask(); }
            internal sealed class Implementation(ChatClient c) : IAsk { [AiFeature("lib.ask")] public object Ask() => c.CompleteChat("x"); }
            public sealed class Direct(ChatClient c) { public object Answer => Deep(); private object Deep() => c.CompleteChat("x"); public int Other() => 1; }
            public sealed class Made { public Made(ChatClient c) => c.CompleteChat("x"); }
            """) with { AssemblyName = "First" }).WithBuildProperty("RootNamespace", "Lib").GenerateAsync(new AiInstrumentGenerator());
        var image = App.Image(first);
        var project = Reading(App.Project(Usings + $$"""{{more}} static class P { static void Map(WebApplication app) => {{map}}; }"""));

        var run = await (project with { References = project.References.Add(MetadataReference.CreateFromImage(image)) }).GenerateAsync(new AiInstrumentGenerator());

        var library = AiManifestReader.Read(new MemoryStream(image));
        var app = AiManifestReader.Read(new MemoryStream(App.Image(run)));
        Assert.Equal(3, library.CallSites.Count);
        Assert.Empty(library.Reaches!);
        if (certain is null)
        {
            Assert.Empty(app.Reaches!);
            return;
        }

        var reach = Assert.Single(app.Reaches!);
        Assert.Equal("GET /a", reach.EntryPoint);
        Assert.Contains(Assert.Single(certain.Value ? reach.CallSites : reach.Ambiguous), library.CallSites.Select(s => s.Id));
        Assert.Empty(certain.Value ? reach.Ambiguous : reach.CallSites);
    }

    [Fact]
    public async Task A_library_in_between_passes_on_what_it_reaches()
    {
        var inner = App.Image(await Reading(App.Project("""
            using OpenAI.Chat; namespace Inner; public static class Asking { public static object Ask(ChatClient c) => c.CompleteChat("x"); }
            """) with { AssemblyName = "Inner" }).WithBuildProperty("RootNamespace", "Inner").GenerateAsync(new AiInstrumentGenerator()));
        var middle = Reading(App.Project("""
            using OpenAI.Chat; namespace Middle; public class Service(ChatClient c) { public object Go() => Inner.Asking.Ask(c); }
            """) with { AssemblyName = "Middle" }).WithBuildProperty("RootNamespace", "Middle");
        middle = middle with { References = middle.References.Add(MetadataReference.CreateFromImage(inner)) };
        var project = Reading(App.Project(Usings + """static class P { static void Map(WebApplication app) => app.MapGet("/a", (Middle.Service s) => s.Go()); }"""));
        project = project with { References = [.. project.References, MetadataReference.CreateFromImage(inner), MetadataReference.CreateFromImage(App.Image(await middle.GenerateAsync(new AiInstrumentGenerator())))] };

        var app = AiManifestReader.Read(new MemoryStream(App.Image(await project.GenerateAsync(new AiInstrumentGenerator()))));

        Assert.Equal(Assert.Single(AiManifestReader.Read(new MemoryStream(inner)).CallSites).Id, Assert.Single(Assert.Single(app.Reaches!).CallSites));
    }

    [Fact]
    public async Task A_program_that_runs_to_its_end_is_a_job()
    {
        var run = await (Reading(App.Project("Helper.Ask(new OpenAI.Chat.ChatClient(\"m\", \"k\")); static class Helper { public static object Ask(OpenAI.Chat.ChatClient c) => c.CompleteChat(\"x\"); }"))
            with
        { OutputKind = OutputKind.ConsoleApplication }).GenerateAsync(new AiInstrumentGenerator());

        var manifest = AiManifestReader.Read(new MemoryStream(App.Image(run)));

        var reach = Assert.Single(manifest.Reaches!);
        Assert.Equal((Assert.Single(manifest.Jobs).Name, "cli", Assert.Single(manifest.CallSites).Id), (reach.EntryPoint, reach.Kind, Assert.Single(reach.CallSites)));
    }

    [Fact]
    public async Task Where_no_build_asks_nothing_is_read()
    {
        var source = Usings + """static class P { static void Map(WebApplication app) => app.MapPost("/a", (ChatClient c) => c.CompleteChat("x")); }""";
        var editor = await App.BuildAsync(source);
        var build = await BuildAsync(source);

        Assert.Null(editor.Manifest.Reaches);
        Assert.NotEqual(editor.Manifest.BuildId, build.Manifest.BuildId);
        Assert.DoesNotContain("AiInstrument.Reach.g.cs", editor.Run.Files.Keys);
    }

    [Fact]
    public async Task The_order_of_files_changes_nothing()
    {
        string[] sources =
        [
            Usings + "public interface IAsk { object Ask(); } public class One(ChatClient c) : IAsk { public object Ask() => c.CompleteChat(\"x\"); }",
            Usings + "public class Two(ChatClient c, One o) : IAsk { public object Ask() => o.Ask() ?? c.CompleteChat(\"x\"); }",
            Usings + "static class P { static void Map(WebApplication app) { app.MapGet(\"/b\", (IAsk a) => a.Ask()); app.MapGet(\"/a\", (Two a) => a.Ask()); } }",
        ];

        var ahead = await BuildAsync(sources);
        var back = await BuildAsync([.. sources.Reverse()]);

        Assert.Equal(Text(ahead), Text(back));

        static string[] Text(App app) => [.. app.Manifest.Reaches!.Select(r => $"{r.EntryPoint}: {string.Join(' ', r.CallSites)} | {string.Join(' ', r.Ambiguous)}")];
    }

    /// <summary>The classes that call sites are in.</summary>
    private static string Types(App app, IReadOnlyList<string> ids) =>
        string.Join(' ', app.Manifest.CallSites.Where(s => ids.Contains(s.Id)).Select(s => s.Member.Split('.')[1]).Order(StringComparer.Ordinal));

    private static Task<App> BuildAsync(params string[] sources) => App.BuildAsync(Reading(App.Project(sources)));

    /// <summary>As a build that makes an assembly asks for it.</summary>
    private static TestProject Reading(TestProject project) => project.WithBuildProperty("AiInstrumentReachability", "true");
}
