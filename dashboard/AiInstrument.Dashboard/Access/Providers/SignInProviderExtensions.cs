using AiInstrument.Collector;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>Registers sign-in providers.</summary>
public static class SignInProviderExtensions
{
    private static readonly TimeSpan MostWaitForProvider = TimeSpan.FromSeconds(15);

    /// <summary>Lets people sign in to the dashboard with a provider, besides what <c>AddAiDashboard</c> offers. Several may be added.</summary>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong; the message says which.</exception>
    public static IServiceCollection AddAiSignInProvider(this IServiceCollection services, SignInProvider provider)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(provider));
        }

        services.AddSingleton(provider);
        services.AddAuthentication().AddOAuth<ProviderOptions, ProviderHandler>(provider.Scheme, provider.Label, options => Configure(options, provider));
        services.AddOptions<ProviderOptions>(provider.Scheme).Configure<DashboardPath, IOptions<CollectorOptions>>((options, path, collector) =>
        {
            options.CallbackPath = $"{path.Prefix}/signin/callback/{provider.Name}";
            options.PublicUrl = collector.Value.PublicUrl;
        });
        return services;
    }

    private static void Configure(ProviderOptions options, SignInProvider provider)
    {
        options.Provider = provider;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.AuthorizationEndpoint = provider.AuthorizationEndpoint?.ToString() ?? "";
        options.TokenEndpoint = provider.TokenEndpoint?.ToString() ?? "";
        options.UserInformationEndpoint = provider.UserInfoEndpoint?.ToString() ?? "";
        options.SignInScheme = DashboardAuthentication.CookieScheme;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.BackchannelTimeout = MostWaitForProvider;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }

        options.Events = new OAuthEvents { OnTicketReceived = ProviderEvents.ReceiveAsync, OnRemoteFailure = ProviderEvents.FailAsync };
    }
}
