using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.AspNetCore.Builder;

namespace AiInstrument.Generators.Tests;

public sealed class RazorPageTests
{
    /// <summary>What the Razor compiler makes of the pages, written by hand: a page class and its description on the assembly.</summary>
    private const string Source = """
        using AiInstrument;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc.ApplicationParts;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Razor.Hosting;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        [assembly: RazorCompiledItem(typeof(TestApp.IndexPage), "mvc.1.0.razor-page", "/Pages/Index.cshtml")]
        [assembly: RazorCompiledItem(typeof(TestApp.DetailsPage), "mvc.1.0.razor-page", "/Pages/Tickets/Details.cshtml")]
        [assembly: RazorCompiledItem(typeof(TestApp.TicketsPage), "mvc.1.0.razor-page", "/Pages/Tickets/Index.cshtml")]
        [assembly: RazorCompiledItem(typeof(TestApp.RootedPage), "mvc.1.0.razor-page", "/Pages/Rooted.cshtml")]
        [assembly: RazorCompiledItem(typeof(TestApp.AreaPage), "mvc.1.0.razor-page", "/Areas/Admin/Pages/Users.cshtml")]
        namespace TestApp;

        public static class Program
        {
            public static WebApplication Create()
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.WebHost.UseKestrelCore();
                builder.Logging.ClearProviders();
                builder.Services.AddRazorPages().ConfigureApplicationPartManager(p => p.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(Program).Assembly)));
                builder.Services.Configure<Microsoft.AspNetCore.Mvc.RazorPages.RazorPagesOptions>(o => o.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute()));
                var app = builder.Build();
                app.UseAiInstrument();
                app.MapRazorPages();
                return app;
            }
        }

        public abstract class TestPage<TModel> : Page where TModel : PageModel
        {
            public override Task ExecuteAsync() { WriteLiteral(AiScope.Current.EntryPointKind + " " + AiScope.Current.EntryPoint); return Task.CompletedTask; }
            public TModel Model => (TModel)ViewContext.ViewData.Model!;
        }

        public sealed class IndexPage : TestPage<IndexModel>;
        [RazorCompiledItemMetadata("RouteTemplate", "{id:int}")] public sealed class DetailsPage : TestPage<DetailsModel>;
        public sealed class TicketsPage : TestPage<TicketsModel>;
        [RazorCompiledItemMetadata("RouteTemplate", "/rooted/{name?}")] public sealed class RootedPage : TestPage<RootedModel>;
        public sealed class AreaPage : TestPage<UsersModel>;
        """;

    private static readonly (string Method, string Path, string Name)[] s_requests =
    [
        ("GET", "/", "GET /"),
        ("GET", "/Index", "GET /Index"),
        ("GET", "/tickets/details/7", "GET /Tickets/Details/{id:int}"),
        ("POST", "/tickets/details/7", "POST /Tickets/Details/{id:int}"),
        ("GET", "/tickets", "GET /Tickets"),
        ("GET", "/tickets/index", "GET /Tickets/Index"),
        ("GET", "/rooted", "GET /rooted/{name?}"),
        ("PUT", "/rooted/x", "PUT /rooted/{name?}"),
        ("GET", "/admin/users", "GET /Admin/Users"),
    ];

    [Fact]
    public async Task Pages_are_listed_under_the_names_that_the_middleware_reports()
    {
        var project = App.Project(Source)
            .WithSource(Model("IndexModel", "public void OnGet() { }"), "Pages/Index.cshtml.cs")
            .WithSource(Model("DetailsModel", "public void OnGet(int id) { } public async Task OnPostDeleteAsync(int id) => await Task.Yield(); public void Ongoing() { } public async Task OnPostAsync(int id) => await Task.Yield();"), "Pages/Tickets/Details.cshtml.cs")
            .WithSource(Model("TicketsModel", ""), "Pages/Tickets/Index.cshtml.cs")
            .WithSource(Model("RootedModel", "public void OnGet() { } public void OnPut() { }"), "Pages/Rooted.cshtml.cs")
            .WithSource(Model("UsersModel", "public void OnGet() { }"), "Areas/Admin/Pages/Users.cshtml.cs");
        var app = await App.BuildAsync(
            project,
            new TestAdditionalText("Pages/Index.cshtml", "@page\n@model IndexModel"),
            new TestAdditionalText("Pages/Tickets/Details.cshtml", "@* a comment *@\n@page \"{id:int}\"\n"),
            new TestAdditionalText("Pages/Tickets/Index.cshtml", "@page"),
            new TestAdditionalText("Pages/Rooted.cshtml", "@page \"/rooted/{name?}\""),
            new TestAdditionalText("Areas/Admin/Pages/Users.cshtml", "\uFEFF@page"),
            new TestAdditionalText("Pages/Shared/_Layout.cshtml", "<html></html>"));
        await using var web = (WebApplication)app.Invoke("Create")!;
        await web.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };

        foreach (var (method, path, name) in s_requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal($"{method} {path}: http {name}", $"{method} {path}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.Equal(s_requests.Select(r => r.Name).Order(StringComparer.Ordinal), app.Manifest.Routes.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    private static string Model(string name, string members) =>
        $"namespace TestApp; public class {name} : Microsoft.AspNetCore.Mvc.RazorPages.PageModel {{ {members} }}";
}
