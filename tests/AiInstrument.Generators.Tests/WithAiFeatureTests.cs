using AiInstrument.Generators.Tests.Harness;
using Microsoft.AspNetCore.Builder;

namespace AiInstrument.Generators.Tests;

/// <summary>An endpoint says which feature its calls serve, on a real server.</summary>
public sealed class WithAiFeatureTests
{
    /// <summary>Each endpoint makes a call, and answers with the feature that its handler sees.</summary>
    private const string Source = """
        using AiInstrument;
        using AiInstrument.Generators.Tests.Harness;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ApplicationParts;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        namespace TestApp;

        public sealed class Gateway(IChatClient chat)
        {
            [AiFeature(FromCaller = true)]
            public async Task<string> AskAsync()
            {
                await Task.Yield();
                return (await chat.GetResponseAsync("x")).Text;
            }
        }

        [AiFeature("declared", Category = "general")] public static class Declares;
        [AiFeature("declared-other")] public static class DeclaresOther;

        public static class Program
        {
            public static WebApplication Create(bool withMiddleware)
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.WebHost.UseKestrelCore();
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IChatClient, FakeClient>();
                builder.Services.AddSingleton<Gateway>();
                builder.Services.AddControllers().ConfigureApplicationPartManager(p => p.ApplicationParts.Add(new AssemblyPart(typeof(Program).Assembly)));
                var app = builder.Build();
                if (withMiddleware)
                {
                    app.UseAiInstrument();
                }

                app.MapGet("/endpoint", async (Gateway gateway) => await gateway.AskAsync() + Current()).WithAiFeature(AiFeatures.Declared);
                app.MapGet("/by-id", async (IChatClient chat) => (await chat.GetResponseAsync("x")).Text + Current()).WithName("by-id").WithAiFeature("declared-other");
                app.MapGet("/twice", async (Gateway gateway) => await gateway.AskAsync() + Current()).WithAiFeature(AiFeatures.DeclaredOther).WithAiFeature(AiFeatures.Declared);
                app.MapGet("/attribute", [AiFeature("nearest")] async (IChatClient chat) => (await chat.GetResponseAsync("x")).Text + Current()).WithAiFeature(AiFeatures.Declared);
                app.MapGet("/delegate", async context => await context.Response.WriteAsync(await context.RequestServices.GetRequiredService<Gateway>().AskAsync() + Current())).WithAiFeature(AiFeatures.Declared);
                app.MapGet("/method-group", Handle).WithAiFeature(AiFeatures.Declared);

                var group = app.MapGroup("/group").WithAiFeature(AiFeatures.DeclaredOther).WithTags("x");
                group.MapGet("/own", async (IChatClient chat) => (await chat.GetResponseAsync("x")).Text + Current());
                group.MapGet("/context", async context => await context.Response.WriteAsync((await context.RequestServices.GetRequiredService<IChatClient>().GetResponseAsync("x")).Text + Current()));
                group.MapGet("/inner", async (Gateway gateway) => await gateway.AskAsync() + Current()).WithAiFeature(AiFeatures.Declared);
                group.MapGroup("/nested").WithAiFeature("declared").MapGet("/endpoint", async (Gateway gateway) => await gateway.AskAsync() + Current());
                var later = app.MapGroup("/later");
                later.MapGet("/own", async (IChatClient chat) => (await chat.GetResponseAsync("x")).Text + Current());
                later.WithAiFeature(AiFeatures.DeclaredOther);
                app.MapControllers().WithAiFeature(AiFeatures.DeclaredOther);
                app.MapGet("/none", () => Current() + "-");
                return app;
            }

            private static async Task<string> Handle(IChatClient chat) => (await chat.GetResponseAsync("x")).Text + Current();

            public static string Current() => AiScope.Current.FeatureId + "";
        }

        [ApiController, Route("controller")]
        public sealed class TheController(Gateway gateway) : ControllerBase
        {
            [HttpGet] public async Task<string> Get() => await gateway.AskAsync() + Program.Current();
        }
        """;

    private static readonly Lazy<Task<App>> s_app = new(static () => App.BuildAsync(Source, typeof(FakeClient).Assembly));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_nearest_feature_reaches_what_the_handler_calls(bool withMiddleware)
    {
        var app = await s_app.Value;
        await using var web = (WebApplication)app.Invoke("Create", withMiddleware)!;
        await web.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };
        using var spans = new Spans();

        (string Path, string Ambient, string Recorded)[] expected =
        [
            ("/endpoint", "declared", "declared"),
            ("/by-id", "declared-other", "declared-other"),
            ("/twice", "declared", "declared"),
            ("/attribute", "declared", "nearest"),
            ("/delegate", "declared", "declared"),
            ("/method-group", "declared", "declared"),
            ("/group/own", "declared-other", "declared-other"),
            ("/group/context", "declared-other", "declared-other"),
            ("/group/inner", "declared", "declared"),
            ("/group/nested/endpoint", "declared", "declared"),
            ("/later/own", "declared-other", "declared-other"),
            ("/controller", "declared-other", "declared-other"),
        ];
        foreach (var (path, ambient, recorded) in expected)
        {
            Assert.Equal($"{path} Hello{ambient}", $"{path} {await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)}");
            var span = spans.All[^1];
            Assert.Equal($"{path} {recorded}", $"{path} {span.GetTagItem("aiinstrument.feature.id")}");
            Assert.Equal(withMiddleware ? "GET " + path : null, span.GetTagItem("aiinstrument.entry_point"));
        }

        Assert.Equal("-", await http.GetStringAsync(new Uri("/none", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(expected.Length, spans.All.Count);
    }

    [Fact]
    public async Task Groups_with_a_feature_keep_their_routes_in_the_registry()
    {
        var app = await s_app.Value;

        Assert.Superset(
            new HashSet<string>(["GET /endpoint", "GET /group/own", "GET /group/context", "GET /group/inner", "GET /group/nested/endpoint"]),
            app.Manifest.Routes.Select(r => r.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All(app.Manifest.CallSites, s => Assert.Null(s.Escape));
    }
}
