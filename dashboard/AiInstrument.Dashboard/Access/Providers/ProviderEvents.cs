using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>What happens when somebody comes back from a provider: a session like any other, or the sign-in page with a reason.</summary>
internal static partial class ProviderEvents
{
    /// <summary>The reasons that the sign-in page knows.</summary>
    public static IReadOnlyList<string> Failures { get; } =
        ["Failed", "Unreachable", "NoEmail", "Unverified", "Domain", .. Enum.GetNames<SignInRefusal>()];

    public static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var provider = ((ProviderOptions)context.Options).Provider;
        var http = context.HttpContext;
        SecurityHeaders.Apply(http.Response.Headers);
        var subject = context.Principal?.FindFirst(ProviderClaims.Subject)?.Value;
        var email = context.Principal?.FindFirst(ProviderClaims.Email)?.Value;
        var refused = (subject, email) is not ({ Length: > 0 }, { Length: > 0 }) ? "NoEmail"
            : !provider.AcceptUnverifiedEmail && context.Principal?.FindFirst(ProviderClaims.Verified) is null ? "Unverified"
            : !provider.Allows(email) ? "Domain"
            : null;
        if (refused is null)
        {
            var signIns = http.RequestServices.GetRequiredService<ISignIns>();
            var answer = await signIns.WithProviderAsync(new ProvidedPerson(provider.Identity, subject!, email!), provider.Newcomers, http.RequestAborted).ConfigureAwait(false);
            refused = answer.Refusal?.ToString();
            if (answer.Session is { } session)
            {
                await SessionCookie.SignInAsync(http, session).ConfigureAwait(false);
            }
        }

        if (refused is null)
        {
            http.Response.Redirect(context.ReturnUri ?? http.RequestServices.GetRequiredService<DashboardLinks>().Home);
        }
        else
        {
            await RefuseAsync(http, provider, refused, exception: null).ConfigureAwait(false);
        }

        context.HandleResponse();
    }

    public static async Task FailAsync(RemoteFailureContext context)
    {
        await RefuseAsync(context.HttpContext, ((ProviderOptions)context.Options).Provider, "Failed", context.Failure).ConfigureAwait(false);
        context.HandleResponse();
    }

    /// <summary>Back to the sign-in page. The reason is one of a few words: what a provider or a browser wrote is shown to nobody.</summary>
    public static Task RefuseAsync(HttpContext context, SignInProvider provider, string failure, Exception? exception)
    {
        var services = context.RequestServices;
        Refused(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderEvents)), provider.Name, failure, exception?.GetType().Name);
        SecurityHeaders.Apply(context.Response.Headers);
        context.Response.Redirect(QueryHelpers.AddQueryString(services.GetRequiredService<DashboardLinks>().SignIn, "failure", failure));
        return Task.CompletedTask;
    }

    // The exception's message is left out: it may quote what the provider answered.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with {Provider} was refused: {Failure} {Exception}")]
    private static partial void Refused(ILogger logger, string provider, string failure, string? exception);
}
