using System.Security.Claims;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Observation;
using AiInstrument.Dashboard.Access;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Live;

/// <summary>Whether somebody who stays connected may still do so: asked again whenever rights were taken away, and now and then.</summary>
internal sealed class LiveCaller(IAccessStore access, ISignIns signIns, TrustedProxy proxy, ICollectorSignals signals)
{
    /// <summary>Beats when the caller is to be asked for again.</summary>
    public Pulse Changes(ClaimsPrincipal caller) => caller.Role() is null ? signals.KeyChanges : signals.AccountChanges;

    /// <summary>Whether the credentials of the request still stand for the same rights.</summary>
    public async ValueTask<bool> IsStillAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.User;
        var now = await FindAsync(context, caller, cancellationToken).ConfigureAwait(false);
        return now is not null && Rights(now).SetEquals(Rights(caller));
    }

    private async ValueTask<ClaimsPrincipal?> FindAsync(HttpContext context, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        if (caller.Role() is null)
        {
            var key = ApiKeyHeader.Own(context.Request.Headers) ?? ApiKeyHeader.Token(context.Request.Headers) ?? "";
            return (await access.VerifyApiKeyAsync(key, cancellationToken).ConfigureAwait(false))?.ToPrincipal();
        }

        if (caller.SessionSecret() is { } session)
        {
            return (await signIns.VerifyAsync(session, cancellationToken).ConfigureAwait(false))?.ToPrincipal(DashboardAuthentication.CookieScheme, session);
        }

        return proxy.Names(context) is [{ Length: > 0 } name]
            ? (await signIns.FindAsync(name, cancellationToken).ConfigureAwait(false))?.ToPrincipal(DashboardAuthentication.ProxyScheme)
            : null;
    }

    private static HashSet<(string Type, string Value)> Rights(ClaimsPrincipal caller) => [.. caller.Claims.Select(claim => (claim.Type, claim.Value))];
}
