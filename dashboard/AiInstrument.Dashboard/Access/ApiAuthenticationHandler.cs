using System.Text.Encodings.Web;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access;

/// <summary>Reads <c>x-api-key</c>, or without that header takes the person who is signed in, and refuses with problem details instead of a redirect.</summary>
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
            var person = await Context.AuthenticateAsync(DashboardAuthentication.PersonScheme).ConfigureAwait(false);
            return person.Principal is null ? AuthenticateResult.NoResult() : Success(person.Principal);
        }

        var key = values is [{ Length: > 0 } only] ? await access.VerifyApiKeyAsync(only, Context.RequestAborted).ConfigureAwait(false) : null;
        return key is null ? AuthenticateResult.Fail("Unknown API key.") : Success(key.ToPrincipal());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "ApiKey";
        return ApiProblem.Write(Context, StatusCodes.Status401Unauthorized, $"Send an API key that may read in the header {Header}, or sign in.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Write(Context, StatusCodes.Status403Forbidden, "This API key or account may not do this.");

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) =>
        AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
