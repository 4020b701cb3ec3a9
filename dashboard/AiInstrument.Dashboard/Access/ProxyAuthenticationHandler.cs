using System.Text.Encodings.Web;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access;

/// <summary>Takes the account that a trusted proxy names. Whoever has no active account here is refused, whatever the proxy thinks of them.</summary>
internal sealed class ProxyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TrustedProxy proxy, ISignIns signIns)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        proxy.Names(Context) is [{ Length: > 0 } name] && await signIns.FindAsync(name, Context.RequestAborted).ConfigureAwait(false) is { } account
            ? AuthenticateResult.Success(new AuthenticationTicket(account.ToPrincipal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The proxy names no account.");

    // There is nothing to sign in with here: the proxy has done it.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => HandleForbiddenAsync(properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        SecurityHeaders.Apply(Response.Headers);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
