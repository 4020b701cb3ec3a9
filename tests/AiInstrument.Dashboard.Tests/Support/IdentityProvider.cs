using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>An OpenID Connect provider on loopback that lets everybody in as one person, and holds clients to the protocol: state, redirect address, client secret, PKCE, codes that work once.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "dashboard";
    public const string ClientSecret = "kept by the server";

    private readonly WebApplication _application;
    private readonly Dictionary<string, (string Redirect, string Challenge)> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);

    private IdentityProvider(WebApplication application) => _application = application;

    /// <summary>Who everybody is; what the user information answers.</summary>
    public JsonObject Person { get; set; } = new() { ["sub"] = "248289761001", ["email"] = "ada@example.com", ["email_verified"] = true };

    /// <summary>What the list of addresses answers.</summary>
    public JsonArray Emails { get; set; } = [];

    /// <summary>Whether the person says no.</summary>
    public bool Denies { get; set; }

    /// <summary>The issuer that discovery names; null for its own address.</summary>
    public string? OtherIssuer { get; set; }

    public Uri Address { get; private set; } = null!;

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        var provider = new IdentityProvider(application);
        application.UseRouting();
        application.MapGet("/.well-known/openid-configuration", provider.Discover);
        application.MapGet("/authorize", provider.Authorize);
        application.MapPost("/token", (Delegate)provider.ExchangeAsync);
        application.MapGet("/userinfo", (HttpContext context) => provider.Tell(context, provider.Person));
        application.MapGet("/emails", (HttpContext context) => provider.Tell(context, provider.Emails));
        await application.StartAsync();
        provider.Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return provider;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private IResult Discover() => Results.Text(
        new JsonObject
        {
            ["issuer"] = OtherIssuer ?? Address.ToString().TrimEnd('/'),
            ["authorization_endpoint"] = new Uri(Address, "/authorize").ToString(),
            ["token_endpoint"] = new Uri(Address, "/token").ToString(),
            ["userinfo_endpoint"] = new Uri(Address, "/userinfo").ToString(),
        }.ToJsonString(),
        "application/json");

    private IResult Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["response_type"] != "code" || query["client_id"] != ClientId || query["code_challenge_method"] != "S256" || query["state"].ToString().Length == 0)
        {
            return Results.BadRequest();
        }

        var redirect = query["redirect_uri"].ToString();
        if (Denies)
        {
            return Results.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["error"] = "access_denied", ["error_description"] = "<script>alert(1)</script>", ["state"] = query["state"] }));
        }

        var code = Guid.NewGuid().ToString("n");
        _codes[code] = (redirect, query["code_challenge"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var verified = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.Remove(form["code"].ToString(), out var asked)
            || form["client_id"] != ClientId || form["client_secret"] != ClientSecret || form["redirect_uri"] != asked.Redirect || verified != asked.Challenge)
        {
            return Results.BadRequest();
        }

        var token = Guid.NewGuid().ToString("n");
        _tokens.Add(token);
        return Results.Text(new JsonObject { ["access_token"] = token, ["token_type"] = "Bearer" }.ToJsonString(), "application/json");
    }

    private IResult Tell(HttpContext context, JsonNode answer) =>
        _tokens.Contains(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)) ? Results.Text(answer.ToJsonString(), "application/json") : Results.Unauthorized();
}
