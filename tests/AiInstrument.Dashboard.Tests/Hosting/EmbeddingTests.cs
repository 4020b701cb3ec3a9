using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Collector;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Tests.Hosting;

public sealed partial class EmbeddingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/ai", "")]
    [InlineData("/tools/ai-spend", "")]
    [InlineData("/", "")]
    [InlineData("ai/", "/base")]
    public async Task Every_link_stays_below_the_path_that_the_application_chose(string path, string pathBase)
    {
        await using var application = await StartAsync(path, pathBase);
        using var client = NewClient(application);
        var root = pathBase + "/" + path.Trim('/');
        var prefix = root.TrimEnd('/');

        using var stranger = await client.GetAsync(root, Cancellation);
        Assert.StartsWith(prefix + "/signin?returnUrl=", stranger.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var signedIn = await RunningServer.SubmitAsync(client, prefix + "/signin", prefix + "/signin", new() { ["token"] = RunningServer.AdminToken });
        Assert.Equal(root, signedIn.Headers.Location!.ToString());

        foreach (var page in (string[])[root, prefix + "/features", prefix + "/records", prefix + "/coverage"])
        {
            var html = await client.GetStringAsync(page, Cancellation);
            foreach (var link in Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => !link.StartsWith('#')).Distinct())
            {
                Assert.StartsWith(prefix + "/", link + "/", StringComparison.Ordinal);
                using var response = await client.GetAsync(link, Cancellation);
                Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{link} on {page} answers {response.StatusCode}.");
            }
        }
    }

    [Fact]
    public async Task The_applications_own_routes_and_headers_are_left_alone()
    {
        await using var application = await StartAsync("/ai", "");
        using var client = NewClient(application);

        using var own = await client.GetAsync("/own", Cancellation);
        using var features = await client.GetAsync("/features", Cancellation);

        Assert.Equal("mine", await own.Content.ReadAsStringAsync(Cancellation));
        Assert.False(own.Headers.Contains("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.NotFound, features.StatusCode);
    }

    [Fact]
    public async Task The_api_is_where_it_always_is()
    {
        await using var application = await StartAsync("/ai", "");
        using var client = NewClient(application);

        using var response = await client.GetAsync("/api/ai-usage/stats", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_second_mount_is_refused_with_a_reason()
    {
        await using var application = await StartAsync("/ai", "");

        var refused = Assert.Throws<InvalidOperationException>(() => application.MapAiDashboard("/other"));

        Assert.Contains("/ai", refused.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(string path, string pathBase)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAiCollector(options => options.DataDirectory = _folder.Path);
        builder.Services.AddAiDashboard();
        var application = builder.Build();
        if (pathBase.Length > 0)
        {
            application.UsePathBase(pathBase);
            application.UseRouting();
            application.UseAuthentication();
            application.UseAuthorization();
        }

        application.MapRazorPages();
        application.MapGet("/own", () => "mine");
        application.MapAiDashboard(path);
        await application.StartAsync(Cancellation);
        await application.Services.GetRequiredService<IAccessStore>().EnsureAdminAsync(RunningServer.AdminToken, Cancellation);
        return application;
    }

    private static HttpClient NewClient(WebApplication application) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(application.Urls.First()) };

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();
}
