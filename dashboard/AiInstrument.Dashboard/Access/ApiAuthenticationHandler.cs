using System.Text.Encodings.Web;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access;

/// <summary>Reads <c>x-api-key</c>, or without that header the admin's cookie, and refuses with problem details instead of a redirect.</summary>
internal sealed class ApiAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IAccessStore access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Header = "x-api-key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var values))
        {
            var admin = await Context.AuthenticateAsync(DashboardAuthentication.CookieScheme).ConfigureAwait(false);
            return admin.Principal is null ? AuthenticateResult.NoResult() : Success(admin.Principal);
        }

        var key = values is [{ Length: > 0 } only] ? await access.VerifyApiKeyAsync(only, Context.RequestAborted).ConfigureAwait(false) : null;
        return key is null ? AuthenticateResult.Fail("Unknown API key.") : Success(key.ToPrincipal());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "ApiKey";
        return ApiProblem.Write(Context, StatusCodes.Status401Unauthorized, $"Send an API key that may read in the header {Header}, or sign in as an admin.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Write(Context, StatusCodes.Status403Forbidden, "This API key may not read usage.");

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) =>
        AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
