using System.Text.Encodings.Web;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access;

/// <summary>
/// Reads <c>x-api-key</c>, or without that header a bearer token that is a key, or takes the person who is signed in, and refuses with problem details instead of a redirect.
/// </summary>
internal sealed class ApiAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IAccessStore access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ApiKeyHeader.Own(Request.Headers) is { } key)
        {
            return await access.VerifyApiKeyAsync(key, Context.RequestAborted).ConfigureAwait(false) is { } known ? Success(known.ToPrincipal()) : AuthenticateResult.Fail("Unknown API key.");
        }

        // A token that is no key may be the business of a proxy, or of the application around the dashboard.
        if (ApiKeyHeader.Token(Request.Headers) is { } token && await access.VerifyApiKeyAsync(token, Context.RequestAborted).ConfigureAwait(false) is { } bearer)
        {
            return Success(bearer.ToPrincipal());
        }

        var person = await Context.AuthenticateAsync(DashboardAuthentication.PersonScheme).ConfigureAwait(false);
        return person.Principal is null ? AuthenticateResult.NoResult() : Success(person.Principal);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "ApiKey";
        return ApiProblem.Write(Context, StatusCodes.Status401Unauthorized, $"Send an API key that may read in the header {ApiKeyHeader.Name} or as a bearer token, or sign in.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Write(Context, StatusCodes.Status403Forbidden, "This API key or account may not do this.");

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) =>
        AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
