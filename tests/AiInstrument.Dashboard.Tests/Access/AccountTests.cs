using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

/// <summary>Accounts as people use them: every step through pages and forms.</summary>
public sealed partial class AccountTests
{
    private const string Choice = "a password that I chose";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_leads_to_an_account_of_ones_own_and_from_there_to_others()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var admin = await server.SignInAsync();
        Assert.Contains("Make an account", await admin.GetStringAsync("/", Cancellation), StringComparison.Ordinal);

        using var created = await RunningServer.SubmitAsync(admin, "/account", "/account?handler=Create", new() { ["name"] = "Ada@Example.org", ["password"] = Choice, ["again"] = Choice });
        Assert.Equal("/account", created.Headers.Location!.ToString());
        Assert.Contains("ada@example.org", await admin.GetStringAsync("/account", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("Make an account", await admin.GetStringAsync("/", Cancellation), StringComparison.Ordinal);

        using var invited = await RunningServer.SubmitAsync(admin, "/accounts", "/accounts", new() { ["name"] = "max", ["role"] = "Member", ["organizations"] = "org-aurora\r\n\r\n org-borealis " });
        var code = Secret().Match(await invited.Content.ReadAsStringAsync(Cancellation)).Groups[1].Value;
        Assert.DoesNotContain(code, await admin.GetStringAsync("/accounts", Cancellation), StringComparison.Ordinal);

        using var max = server.Anonymous;
        using var accepted = await RunningServer.SubmitAsync(max, "/invitation", "/invitation", new() { ["code"] = code, ["password"] = Choice, ["again"] = Choice });
        Assert.Equal("/", accepted.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/billing", Cancellation)).StatusCode);
        Assert.Contains("org-aurora, org-borealis", await max.GetStringAsync("/account", Cancellation), StringComparison.Ordinal);
        using var again = await RunningServer.SubmitAsync(server.Anonymous, "/invitation", "/invitation", new() { ["code"] = code, ["password"] = Choice, ["again"] = Choice });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);

        var log = await admin.GetStringAsync("/audit", Cancellation);
        Assert.All(["admin.signed_in", "user.created", "user.invited", "user.accepted", "user.signed_in"], action => Assert.Contains(action, log, StringComparison.Ordinal));
        var filtered = await admin.GetStringAsync("/audit?action=user.invited&actor=ada%40example.org", Cancellation);
        Assert.Contains("organizations", filtered, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(filtered, "<time"));
    }

    [Theory]
    [InlineData("", "Member", "org-a", "name")]
    [InlineData("admin", "Member", "org-a", "name")]
    [InlineData("key:1", "Member", "org-a", "name")]
    [InlineData("max", "Nonsense", "org-a", "role")]
    [InlineData("max", "7", "org-a", "role")]
    [InlineData("max", "Member", "", "organizations")]
    public async Task A_wrong_invitation_comes_back_with_what_was_typed(string name, string role, string organizations, string field)
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        using var response = await RunningServer.SubmitAsync(admin, "/accounts", "/accounts", new() { ["name"] = name, ["role"] = role, ["organizations"] = organizations });

        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"id=\"{field}-problem\"", html, StringComparison.Ordinal);
        Assert.Matches($"aria-describedby=\"[^\"]*{field}-problem\"", html);
        Assert.Contains(name.Length == 0 ? "name=\"name\"" : $"value=\"{name}\"", html, StringComparison.Ordinal);
        Assert.Empty(await server.Server.Services.GetRequiredService<IAccounts>().ListAsync(1, Cancellation));
    }

    [Fact]
    public async Task A_copied_cookie_ends_with_the_session()
    {
        await using var server = await RunningServer.StartAsync();
        var cookies = new CookieContainer();
        using var browser = await server.SignInAsync(cookies);
        using var thief = server.Anonymous;
        thief.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(server.Server.Http));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/system", Cancellation)).StatusCode);

        using var signedOut = await RunningServer.SubmitAsync(browser, "/account", "/signin?handler=SignOut", []);

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/system", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/ai-usage/stats", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/accounts/1?handler=Active", "active", "false")]
    [InlineData("/accounts/1?handler=Reset", "", "")]
    [InlineData("/accounts/1", "role", "Analyst")]
    public async Task An_admins_change_ends_sessions_at_once(string address, string field, string value)
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var admin = await server.SignInAsync();
        using var member = await server.SignInAsAsync("max", UserRole.Member, "org-aurora");
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/records", Cancellation)).StatusCode);

        using var changed = await RunningServer.SubmitAsync(admin, "/accounts/1", address, field.Length == 0 ? [] : new() { [field] = value });

        Assert.True(changed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Redirect, (await member.GetAsync("/records", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_new_password_signs_other_browsers_out_and_needs_the_old_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.SignInAsAsync("anna", UserRole.Analyst);
        using var elsewhere = await server.SignInWithPasswordAsync("anna");

        using var wrong = await RunningServer.SubmitAsync(here, "/account", "/account?handler=Password", new() { ["current"] = "wrong", ["password"] = Choice, ["again"] = Choice });
        using var different = await RunningServer.SubmitAsync(here, "/account", "/account?handler=Password", new() { ["current"] = RunningServer.Password, ["password"] = Choice, ["again"] = "x" });
        Assert.Equal((400, 400), ((int)wrong.StatusCode, (int)different.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/", Cancellation)).StatusCode);
        using var right = await RunningServer.SubmitAsync(here, "/account", "/account?handler=Password", new() { ["current"] = RunningServer.Password, ["password"] = Choice, ["again"] = Choice });

        Assert.Equal("/account?done=password", right.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.SignInAsAsync("anna", UserRole.Analyst);
        using var elsewhere = await server.SignInWithPasswordAsync("anna");
        using var somebodyElse = await server.SignInAsAsync("max", UserRole.Analyst);
        var ids = await server.Server.Services.GetRequiredService<ISignIns>().ListAsync(2, Cancellation);
        Assert.Equal(2, Regex.Count(await here.GetStringAsync("/account", Cancellation), "<tr>") - 1);

        // Another account's session is out of reach.
        using var foreign = await RunningServer.SubmitAsync(here, "/account", "/account?handler=End", new() { ["session"] = ids[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(HttpStatusCode.OK, (await somebodyElse.GetAsync("/", Cancellation)).StatusCode);
        using var others = await RunningServer.SubmitAsync(here, "/account", "/account?handler=End", []);

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_name_a_wrong_password_and_a_locked_account_get_the_same_answer()
    {
        await using var server = await RunningServer.StartAsync();
        using (await server.SignInAsAsync("anna", UserRole.Analyst))
        {
        }

        using var stranger = server.Anonymous;
        var answers = new List<string>();
        foreach (var (name, password) in ((string, string)[])[("anna", "1"), ("nobody", "1"), ("anna", "2"), ("anna", "3"), ("anna", "4"), ("anna", "5"), ("anna", RunningServer.Password)])
        {
            answers.Add(await AnswerAsync(name, password));
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));

        async Task<string> AnswerAsync(string name, string password)
        {
            using var response = await RunningServer.SubmitAsync(stranger, "/signin", "/signin", new() { ["name"] = name, ["password"] = password });
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            return Token().Replace(await response.Content.ReadAsStringAsync(Cancellation), "").Replace(name, "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_is_shown_once_does_what_it_may_and_is_refused_at_once_when_revoked()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        using var none = await RunningServer.SubmitAsync(admin, "/keys", "/keys", new() { ["name"] = "reports" });
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);

        using var made = await RunningServer.SubmitAsync(admin, "/keys", "/keys", new() { ["name"] = "reports", ["scopes"] = "Read" });
        var key = Secret().Match(await made.Content.ReadAsStringAsync(Cancellation)).Groups[1].Value;

        Assert.DoesNotContain(key, await admin.GetStringAsync("/keys", Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, new Uri(server.Server.Http, "/api/ai-usage/stats")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, new Uri(server.Server.OtlpHttp, "/v1/traces")));
        using var revoked = await RunningServer.SubmitAsync(admin, "/keys", "/keys?handler=Revoke", new() { ["id"] = "2" });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(HttpMethod.Get, new Uri(server.Server.Http, "/api/ai-usage/stats")));

        async Task<HttpStatusCode> StatusAsync(HttpMethod method, Uri address)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(method, address) { Content = method == HttpMethod.Post ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null };
            request.Headers.Add("x-api-key", key);
            using var response = await client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_header_signs_in_only_from_a_trusted_proxy_and_only_whom_the_dashboard_knows()
    {
        await using var trusting = await RunningServer.StartAsync(options => (options.ProxyUserHeader, options.TrustedProxies) = ("X-Remote-User", ["10.9.8.7", "127.0.0.0/8"]));
        await using var elsewhere = await RunningServer.StartAsync(options => (options.ProxyUserHeader, options.TrustedProxies) = ("X-Remote-User", ["10.9.8.7"]));
        await using var off = await RunningServer.StartAsync();
        foreach (var server in (RunningServer[])[trusting, elsewhere, off])
        {
            (await server.SignInAsAsync("anna", UserRole.Analyst)).Dispose();
            (await server.SignInAsAsync("gone", UserRole.Admin)).Dispose();
            await server.Server.Services.GetRequiredService<IAccounts>().ChangeAsync(new(1, "tests"), 2, UserRole.Admin, [], active: false, Cancellation);
        }

        Assert.Equal((200, 403, 200), await AsAsync(trusting, "Anna"));
        Assert.Equal((403, 403, 401), await AsAsync(trusting, "nobody"));
        Assert.Equal((403, 403, 401), await AsAsync(trusting, "gone"));
        Assert.Equal((403, 403, 401), await AsAsync(trusting, "anna", "gone"));
        Assert.Equal((302, 302, 401), await AsAsync(trusting));
        Assert.Equal((302, 302, 401), await AsAsync(elsewhere, "anna"));
        Assert.Equal((302, 302, 401), await AsAsync(off, "anna"));

        static async Task<(int Page, int AdminPage, int Api)> AsAsync(RunningServer server, params string[] names)
        {
            using var client = server.Anonymous;

            // The caller says that it is the proxy; the connection says otherwise.
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "10.9.8.7");
            client.DefaultRequestHeaders.Add("X-Remote-User", names);
            return ((int)(await client.GetAsync("/system", Cancellation)).StatusCode, (int)(await client.GetAsync("/accounts", Cancellation)).StatusCode, (int)(await client.GetAsync("/api/ai-usage/stats", Cancellation)).StatusCode);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("somewhere")]
    public async Task A_header_without_addresses_to_believe_it_from_is_refused_at_the_start(string proxy)
    {
        var refused = await Assert.ThrowsAsync<DashboardStartException>(() => RunningServer.StartAsync(options =>
            (options.ProxyUserHeader, options.TrustedProxies) = ("X-Remote-User", proxy.Length == 0 ? [] : [proxy])));

        Assert.Contains("prox", refused.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("<code>(aii_[^<]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\"")]
    private static partial Regex Token();
}
