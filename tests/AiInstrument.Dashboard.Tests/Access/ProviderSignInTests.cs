using System.Net;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Access.Providers;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

/// <summary>Signing in with a provider, as a browser does it: every redirect is followed by hand.</summary>
public sealed class ProviderSignInTests
{
    private const string Address = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_person_signs_in_and_comes_back_to_where_they_wanted_to_go()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await InviteAsync(server, Address, UserRole.Analyst);
        using var browser = server.Anonymous;
        Assert.Contains("Sign in with Example", await browser.GetStringAsync("/signin?returnUrl=%2Frecords%3Fperiod%3D7d", Cancellation), StringComparison.Ordinal);

        Assert.Equal("/records?period=7d", await SignInAsync(browser, "/records?period=7d"));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/records?period=7d", Cancellation)).StatusCode);
        Assert.Contains(Address, await browser.GetStringAsync("/account", Cancellation), StringComparison.Ordinal);
        using var admin = await server.SignInAsync();
        var log = await admin.GetStringAsync("/audit", Cancellation);
        Assert.Contains("user.tied", log, StringComparison.Ordinal);
        Assert.DoesNotContain(IdentityProvider.ClientSecret, log, StringComparison.Ordinal);

        using var changed = await RunningServer.SubmitAsync(admin, "/accounts/1", "/accounts/1?handler=Active", new() { ["active"] = "false" });
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/records", Cancellation)).StatusCode);
        Assert.Equal("/signin?failure=NoAccount", await SignInAsync(browser));
    }

    [Theory]
    [InlineData("""{"sub":"1","email":"eve@example.org","email_verified":true}""", "Domain")]
    [InlineData("""{"sub":"1","email":"eve@sub.example.com","email_verified":true}""", "Domain")]
    [InlineData("""{"sub":"1","email":"eve@example.com@example.org","email_verified":true}""", "Domain")]
    [InlineData("""{"sub":"1","email":"eve@example.org@example.com","email_verified":true}""", "Domain")]
    [InlineData("""{"sub":"1","email":"@example.com","email_verified":true}""", "Domain")]
    [InlineData("""{"sub":"1","email":"ada@example.com","email_verified":false}""", "Unverified")]
    [InlineData("""{"sub":"1","email":"ada@example.com","email_verified":"false"}""", "Unverified")]
    [InlineData("""{"sub":"1","email":"ada@example.com"}""", "Unverified")]
    [InlineData("""{"sub":"1","email_verified":true}""", "NoEmail")]
    [InlineData("""{"email":"ada@example.com","email_verified":true}""", "NoEmail")]
    [InlineData("""{"sub":"1","email":["ada@example.com"],"email_verified":true}""", "NoEmail")]
    [InlineData("""{"sub":"1","email":"nobody@example.com","email_verified":true}""", "NoAccount")]
    public async Task Whoever_may_not_comes_back_with_the_reason_and_no_session(string person, string reason)
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await InviteAsync(server, Address, UserRole.Admin);
        provider.Person = JsonNode.Parse(person)!.AsObject();
        using var browser = server.Anonymous;

        var end = await SignInAsync(browser);

        Assert.Equal("/signin?failure=" + reason, end);
        Assert.Contains("role=\"alert\"", await browser.GetStringAsync(end, Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/records", Cancellation)).StatusCode);
        Assert.Single(await server.Server.Services.GetRequiredService<IAccounts>().ListAsync(1, Cancellation));
    }

    [Fact]
    public async Task A_newcomer_gets_an_account_that_sees_nothing_yet()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider, UserRole.Member);
        using var browser = server.Anonymous;

        Assert.Equal("/", await SignInAsync(browser));
        Assert.Equal("/", await SignInAsync(server.Anonymous));

        var account = Assert.Single(await server.Server.Services.GetRequiredService<IAccounts>().ListAsync(1, Cancellation));
        Assert.Equal((Address, UserRole.Member, 0, false), (account.Name, account.Role, account.Organizations.Count, account.HasPassword));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/system", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task An_address_that_was_given_to_somebody_else_does_not_open_the_account()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await InviteAsync(server, Address, UserRole.Admin);
        Assert.Equal("/", await SignInAsync(server.Anonymous));

        provider.Person["sub"] = "somebody else";
        Assert.Equal("/signin?failure=AnotherPerson", await SignInAsync(server.Anonymous));

        // The person counts, not the address: a new name at the provider is the same account.
        provider.Person["sub"] = "248289761001";
        provider.Person["email"] = "ada.lovelace@example.com";
        Assert.Equal("/", await SignInAsync(server.Anonymous));

        await server.Server.Services.GetRequiredService<IAccounts>().ResetPasswordAsync(new Actor(1, "tests"), 1, Cancellation);
        provider.Person["sub"] = "somebody else";
        provider.Person["email"] = Address;
        Assert.Equal("/", await SignInAsync(server.Anonymous));
    }

    [Theory]
    [InlineData(true, true, "/")]
    [InlineData(false, true, "/signin?failure=Unverified")]
    [InlineData(true, false, "/signin?failure=NoEmail")]
    public async Task The_primary_address_counts_where_addresses_are_a_list(bool verified, bool primary, string end)
    {
        await using var provider = await IdentityProvider.StartAsync();
        provider.Person = new() { ["id"] = 583231, ["login"] = "ada", ["email"] = "shown@example.com" };
        provider.Emails =
        [
            new JsonObject { ["email"] = "other@example.com", ["primary"] = false, ["verified"] = true },
            new JsonObject { ["email"] = Address, ["primary"] = primary, ["verified"] = verified },
        ];
        await using var server = await RunningServer.StartAsync(options => Use(options, new SignInProvider
        {
            Name = "example",
            Label = "Example",
            ClientId = IdentityProvider.ClientId,
            ClientSecret = IdentityProvider.ClientSecret,
            EmailDomains = ["example.com"],
            AuthorizationEndpoint = new Uri(provider.Address, "/authorize"),
            TokenEndpoint = new Uri(provider.Address, "/token"),
            UserInfoEndpoint = new Uri(provider.Address, "/userinfo"),
            EmailsEndpoint = new Uri(provider.Address, "/emails"),
        }));
        await InviteAsync(server, Address, UserRole.Analyst);

        Assert.Equal(end, await SignInAsync(server.Anonymous));
    }

    [Fact]
    public async Task Another_issuer_a_silent_one_and_a_person_who_says_no_lead_back_with_a_reason()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.OtherIssuer = "https://login.example.net";
        Assert.Equal("/signin?failure=Unreachable", await SignInAsync(server.Anonymous));

        provider.OtherIssuer = null;
        provider.Denies = true;
        using var browser = server.Anonymous;
        var end = await SignInAsync(browser);
        Assert.Equal("/signin?failure=Failed", end);
        Assert.DoesNotContain("alert(1)", await browser.GetStringAsync(end, Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", await browser.GetStringAsync("/signin?failure=%3Cb%3E", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_counts_in_the_browser_that_asked_and_once()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await InviteAsync(server, Address, UserRole.Analyst);
        using var attacker = server.Anonymous;
        var callback = await ToCallbackAsync(attacker, returnUrl: null);

        using var victim = server.Anonymous;
        Assert.Equal("/signin?failure=Failed", Path(await victim.GetAsync(callback, Cancellation)));
        Assert.Equal(HttpStatusCode.Redirect, (await victim.GetAsync("/records", Cancellation)).StatusCode);
        Assert.Equal("/", Path(await attacker.GetAsync(callback, Cancellation)));
        Assert.Equal("/signin?failure=Failed", Path(await attacker.GetAsync(callback, Cancellation)));
        Assert.Equal("/signin?failure=Failed", Path(await attacker.GetAsync("/signin/callback/example?code=1&state=2", Cancellation)));
    }

    [Theory]
    [InlineData("https://evil.example.net/")]
    [InlineData("//evil.example.net")]
    [InlineData("/\\evil.example.net")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string returnUrl)
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await InviteAsync(server, Address, UserRole.Analyst);

        Assert.Equal("/", await SignInAsync(server.Anonymous, returnUrl));
    }

    [Fact]
    public async Task The_public_address_is_what_the_provider_is_told()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await RunningServer.StartAsync(options =>
        {
            Use(options, Example(provider, newcomers: null));
            options.PublicUrl = new Uri("https://ai.example.com/");
        });
        using var browser = server.Anonymous;

        using var sent = await browser.GetAsync("/signin/with/example", Cancellation);

        Assert.Contains("redirect_uri=https%3A%2F%2Fai.example.com%2Fsignin%2Fcallback%2Fexample&", sent.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/signin/with/nobody", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("http://login.example.com", "example.com", "https")]
    [InlineData("https://login.example.com", "", "domains")]
    [InlineData("https://login.example.com", "*", "example.com, but one is '*'")]
    public async Task Wrong_settings_keep_the_server_from_starting(string issuer, string domains, string sentence)
    {
        var provider = new SignInProvider
        {
            Name = "example",
            Label = "Example",
            ClientId = "id",
            ClientSecret = "secret",
            Issuer = new Uri(issuer),
            EmailDomains = domains.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

        var exception = await Assert.ThrowsAsync<DashboardStartException>(() => RunningServer.StartAsync(options => Use(options, provider)));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartAsync(IdentityProvider provider, UserRole? newcomers = null) => RunningServer.StartAsync(options => Use(options, Example(provider, newcomers)));

    private static SignInProvider Example(IdentityProvider provider, UserRole? newcomers) => new()
    {
        Name = "example",
        Label = "Example",
        ClientId = IdentityProvider.ClientId,
        ClientSecret = IdentityProvider.ClientSecret,
        EmailDomains = ["example.com"],
        Issuer = provider.Address,
        Newcomers = newcomers,
    };

    // Cookies expire by the browser's clock.
    private static void Use(DashboardServerOptions options, SignInProvider provider) => (options.SignInProviders, options.Time) = ([provider], TimeProvider.System);

    private static Task InviteAsync(RunningServer server, string name, UserRole role) =>
        server.Server.Services.GetRequiredService<IAccounts>().InviteAsync(new Actor(1, "tests"), name, role, [], Cancellation);

    /// <summary>Goes to the provider and back.</summary>
    /// <returns>Where that ends.</returns>
    private static async Task<string> SignInAsync(HttpClient browser, string? returnUrl = null)
    {
        var callback = await ToCallbackAsync(browser, returnUrl);
        return callback.OriginalString.StartsWith("/signin?", StringComparison.Ordinal) ? callback.OriginalString : Path(await browser.GetAsync(callback, Cancellation));
    }

    /// <summary>Goes to the provider.</summary>
    /// <returns>Where it sends the browser; the sign-in page when the server did not send it away.</returns>
    private static async Task<Uri> ToCallbackAsync(HttpClient browser, string? returnUrl)
    {
        using var sent = await browser.GetAsync("/signin/with/example" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl)), Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        if (!sent.Headers.Location!.IsAbsoluteUri)
        {
            return sent.Headers.Location;
        }

        using var back = await browser.GetAsync(sent.Headers.Location, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return back.Headers.Location!;
    }

    private static string Path(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Contains("frame-ancestors", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            return response.Headers.Location!.OriginalString;
        }
    }
}
