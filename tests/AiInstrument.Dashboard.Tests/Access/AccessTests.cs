using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

public sealed class AccessTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages.Private), MemberType = typeof(Pages))]
    public async Task A_page_sends_a_stranger_to_the_sign_in_page_and_back(string page)
    {
        using var stranger = usage.Server.Anonymous;

        using var response = await stranger.GetAsync(page, Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/signin?returnUrl=" + Uri.EscapeDataString(page), response.Headers.Location!.ToString(), ignoreCase: true);
    }

    [Theory]
    [MemberData(nameof(Pages.Private), MemberType = typeof(Pages))]
    public async Task A_page_opens_for_an_admin(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/keys", HttpStatusCode.Forbidden)]
    [InlineData("/no-such-page", HttpStatusCode.Forbidden)]
    [InlineData("/records/123456789", HttpStatusCode.NotFound)]
    [InlineData("/traces/ffffffffffffffffffffffffffffffff", HttpStatusCode.NotFound)]
    public async Task Who_is_signed_in_finds_the_way_on_from_a_page_that_is_not_theirs(string page, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync();
        using var member = await server.SignInAsAsync("mert", UserRole.Member, "org-aurora");

        using var response = await member.GetAsync(page, Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("href=\"/records\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/keys\"", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<h1>").Length);
    }

    [Fact]
    public async Task An_unknown_address_tells_a_stranger_nothing()
    {
        using var stranger = usage.Server.Anonymous;

        using var response = await stranger.GetAsync("/no-such-page", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_without_a_cookie()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;

        using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = "wrong" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(Cookies(response), cookie => cookie.StartsWith("aiinstrument.session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_in_the_address_signs_nobody_in()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;

        using var response = await stranger.GetAsync("/signin?token=" + RunningServer.AdminToken, Cancellation);

        Assert.DoesNotContain(Cookies(response), cookie => cookie.StartsWith("aiinstrument.session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_is_hidden_from_scripts_and_other_sites()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;

        using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = RunningServer.AdminToken });

        var cookie = Assert.Single(Cookies(response), cookie => cookie.StartsWith("aiinstrument.session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_the_cookie_is_secure()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;
        stranger.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = RunningServer.AdminToken });

        var cookie = Assert.Single(Cookies(response), cookie => cookie.StartsWith("aiinstrument.session", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", RunningServer.AdminToken)]);

        using var response = await stranger.PostAsync("/signin", form, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_eleventh_attempt_of_a_minute_is_not_looked_at()
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            using var wrong = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = "wrong" });
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = RunningServer.AdminToken });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Theory]
    [InlineData("/features?period=7d", "/features?period=7d")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    public async Task Signing_in_goes_back_to_local_addresses_alone(string returnUrl, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var stranger = server.Anonymous;

        using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["token"] = RunningServer.AdminToken, ["returnUrl"] = returnUrl });

        Assert.Equal(expected, response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        using var signedOut = await RunningServer.SubmitAsync(admin, "/coverage", "/signin?handler=SignOut", []);
        using var response = await admin.GetAsync("/coverage", Cancellation);

        Assert.Equal("/signin", signedOut.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/ai-usage/stats")]
    [InlineData("/api/ai-usage/records")]
    public async Task The_api_answers_by_what_the_caller_may_do(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var access = server.Server.Services.GetRequiredService<IAccessStore>();
        await access.EnsureApiKeyAsync("ingest-only-key-0123456789", ApiKeyScopes.Ingest, Cancellation);
        using var stranger = server.Anonymous;
        using var admin = await server.SignInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, path, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, path, "unknown-key"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(stranger, path, "ingest-only-key-0123456789"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stranger, path, RunningServer.ApiKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin, path, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(admin, path, "unknown-key"));
    }

    [Fact]
    public async Task A_refusal_of_the_api_is_problem_details()
    {
        using var stranger = usage.Server.Anonymous;

        using var response = await stranger.GetAsync("/api/ai-usage/stats", Cancellation);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("x-api-key", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/ai-usage", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/ai-usage/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/ai-usage/stats", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/api/ai-usage/records", HttpStatusCode.MethodNotAllowed)]
    public async Task What_the_api_does_not_have_is_problem_details_and_no_sign_in_page(string method, string path, HttpStatusCode status)
    {
        using var stranger = usage.Server.Anonymous;
        using var unsigned = new HttpRequestMessage(new HttpMethod(method), path);
        using var signed = new HttpRequestMessage(new HttpMethod(method), path);

        using var refused = await stranger.SendAsync(unsigned, Cancellation);
        using var response = await usage.Server.WithKey.SendAsync(signed, Cancellation);

        Assert.Equal((HttpStatusCode.Unauthorized, status), (refused.StatusCode, response.StatusCode));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        if (status == HttpStatusCode.MethodNotAllowed)
        {
            Assert.Equal("GET", Assert.Single(response.Content.Headers.Allow));
        }
    }

    [Fact]
    public async Task Telemetry_is_received_on_its_own_address_alone()
    {
        using var stranger = usage.Server.Anonymous;
        using var body = new StringContent("{}");

        using var onDashboard = await usage.Server.WithKey.PostAsync("/v1/traces", body, Cancellation);
        using var pageOnReceiver = await stranger.GetAsync(new Uri(usage.Server.Server.OtlpHttp, "signin"), Cancellation);

        Assert.NotEqual(HttpStatusCode.OK, onDashboard.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, pageOnReceiver.StatusCode);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_needs_no_sign_in(string path)
    {
        using var stranger = usage.Server.Anonymous;

        using var response = await stranger.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    [InlineData("/metrics", "aiinstrument_collector_interactions_stored_total")]
    public async Task The_telemetry_address_says_how_it_is(string path, string answer)
    {
        using var stranger = usage.Server.Anonymous;

        var text = await stranger.GetStringAsync(new Uri(usage.Server.Server.OtlpHttp, path), Cancellation);
        using var onDashboard = await stranger.GetAsync("/metrics", Cancellation);

        Assert.Contains(answer, text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, onDashboard.StatusCode);
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
