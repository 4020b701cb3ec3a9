using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.AspNetCore.Builder;

namespace AiInstrument.Generators.Tests;

public sealed class UseAiInstrumentTests
{
    /// <summary>Every kind of pattern. Each endpoint answers with the entry point that it runs under.</summary>
    private const string Source = """
        using AiInstrument;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ApplicationParts;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        namespace TestApp;

        public static class Program
        {
            private const string Prefix = "/api";

            public static WebApplication Create(bool explicitRouting)
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.WebHost.UseKestrelCore();
                builder.Logging.ClearProviders();
                builder.Services.AddControllers().ConfigureApplicationPartManager(p => p.ApplicationParts.Add(new AssemblyPart(typeof(Program).Assembly)));
                var app = builder.Build();
                if (explicitRouting)
                {
                    app.UseRouting();
                }

                app.UseAiInstrument();
                app.MapGet("/", Current);
                app.MapPost("/tickets/{id:int}/summary", (int id) => Current());
                app.MapPut("no-slash/{*rest}", Current);
                app.MapMethods("/many", ["PATCH", "DELETE"], Current);
                var api = app.MapGroup(Prefix).WithTags("api");
                api.MapGet("/", Current);
                var inner = api.MapGroup("v1/{tenant}");
                inner.MapDelete("/tickets/{id?}", Current).WithName("delete");
                app.MapGroup("").MapGet("/bare", Current);
                IEndpointRouteBuilder asInterface = app.MapGroup("/interface").WithGroupName("g");
                asInterface.MapGet("x", Current);
                app.MapControllers();
                return app;
            }

            public static string Current() => AiScope.Current.EntryPointKind + " " + AiScope.Current.EntryPoint;
        }

        [ApiController, Route("mvc/[controller]")]
        public sealed class TicketsController : ControllerBase
        {
            [HttpGet] public string List() => Program.Current();
            [HttpGet("{id:int}/[action]")] public string DetailsAsync(int id) => Program.Current();
            [HttpPost("/rooted/{id}")] public string Rooted(string id) => Program.Current();
            [AcceptVerbs("PUT", "PATCH"), Route("two")] public string Two() => Program.Current();
            [NonAction] public string Helper() => "";
        }

        [Route("[controller]/[action]")]
        public abstract class ByAction : ControllerBase
        {
            [HttpDelete] public string Remove() => Program.Current();
        }

        public sealed class InheritedController : ByAction;
        """;

    public static TheoryData<string, string, string> Requests => new()
    {
        { "GET", "/", "GET /" },
        { "POST", "/tickets/7/summary", "POST /tickets/{id:int}/summary" },
        { "PUT", "/no-slash/a/b", "PUT /no-slash/{*rest}" },
        { "PATCH", "/many", "PATCH /many" },
        { "DELETE", "/many", "DELETE /many" },
        { "GET", "/api", "GET /api/" },
        { "DELETE", "/api/v1/acme/tickets/7", "DELETE /api/v1/{tenant}/tickets/{id?}" },
        { "GET", "/bare", "GET /bare" },
        { "GET", "/interface/x", "GET /interface/x" },
        { "GET", "/mvc/tickets", "GET /mvc/Tickets" },
        { "GET", "/mvc/tickets/7/details", "GET /mvc/Tickets/{id:int}/Details" },
        { "POST", "/rooted/7", "POST /rooted/{id}" },
        { "PUT", "/mvc/tickets/two", "PUT /mvc/Tickets/two" },
        { "PATCH", "/mvc/tickets/two", "PATCH /mvc/Tickets/two" },
        { "DELETE", "/inherited/remove", "DELETE /Inherited/Remove" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_middleware_reports_the_names_that_the_registry_lists(bool explicitRouting)
    {
        var app = await App.BuildAsync(Source);
        await using var web = (WebApplication)app.Invoke("Create", explicitRouting)!;
        await web.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };

        foreach (var (method, path, name) in Requests.Select(r => r.Data))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal($"{method} {path}: http {name}", $"{method} {path}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.Equal(Requests.Select(r => r.Data.Item3).Order(StringComparer.Ordinal), app.Manifest.Routes.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_without_an_endpoint_has_no_entry_point()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.AspNetCore.Http;
            using Microsoft.Extensions.Logging;
            namespace TestApp;
            public static class Program
            {
                public static WebApplication Create()
                {
                    var builder = WebApplication.CreateSlimBuilder();
                    builder.WebHost.UseUrls("http://127.0.0.1:0");
                    builder.WebHost.UseKestrelCore();
                    builder.Logging.ClearProviders();
                    var app = builder.Build();
                    app.UseAiInstrument();
                    app.Run(context => context.Response.WriteAsync("[" + AiScope.Current.EntryPoint + "]"));
                    return app;
                }
            }
            """);
        await using var web = (WebApplication)app.Invoke("Create")!;
        await web.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };

        Assert.Equal("[]", await http.GetStringAsync(new Uri("/anything", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("AiRoutes.g.cs", app.Run.Files.Keys);
    }
}
