using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Assets;
using AiInstrument.Dashboard.Billing;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Live;
using AiInstrument.Dashboard.Preferences;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard;

/// <summary>Registers the dashboard.</summary>
public static class DashboardServiceCollectionExtensions
{
    /// <summary>
    /// Adds the dashboard's pages and JSON API. They read from the collector, so call <c>AddAiCollector</c> too, and mount them with
    /// <see cref="DashboardEndpointRouteBuilderExtensions.MapAiDashboard"/>.
    /// </summary>
    public static IServiceCollection AddAiDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IngestAddresses>();
        services.TryAddSingleton<DashboardAssets>();
        services.TryAddSingleton<OpenApiDocument>();
        services.TryAddSingleton<SignInThrottle>();
        services.TryAddSingleton<SignInLinks>();
        services.TryAddSingleton<PendingImports>();
        services.AddLive();
        services.TryAddScoped<DashboardLinks>();
        services.TryAddScoped<OverviewReader>();
        services.TryAddScoped<AttentionReader>();
        services.TryAddScoped<ChartReader>();
        services.TryAddScoped<ExplorerReader>();
        services.TryAddScoped<FactReader>();
        services.TryAddScoped<WatcherReader>();
        services.TryAddScoped<NameReader>();
        services.TryAddScoped<BillingReader>();
        services.AddHttpContextAccessor();
        services.AddLocalization();
        services.TryAddTransient<IStringLocalizer<Text>, IsolatingText>();
        services.AddPages();
        services.AddAccess();
        return services;
    }

    private static void AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton<LivePump>();
        services.AddHostedService(provider => provider.GetRequiredService<LivePump>());
        services.TryAddSingleton<LiveCaller>();
    }

    private static void AddPages(this IServiceCollection services)
    {
        var path = new DashboardPath();
        services.AddSingleton(path);
        services.AddSingleton<IActionDescriptorChangeProvider>(path);
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<DimensionConstraint>(DimensionConstraint.Name));
        services.AddRazorPages(options => Conventions(options.Conventions, path)).ConfigureApplicationPartManager(AddPart);
    }

    private static void Conventions(PageConventionCollection pages, DashboardPath path)
    {
        pages.AddAreaFolderRouteModelConvention(DashboardPath.Area, "/", path.Rewrite);
        pages.AddAreaFolderApplicationModelConvention(DashboardPath.Area, "/", model =>
        {
            model.Filters.Add(new SecurityHeadersFilter());
            model.Filters.Add(new CultureFilter());
            model.Filters.Add(new ZoneFilter());
            model.Filters.Add(new CurrencyFilter());

            // A page that says nothing is the admins'.
            var audience = model.HandlerTypeAttributes.OfType<OpenToAttribute>().SingleOrDefault()?.Audience ?? PageAudience.Admins;
            model.EndpointMetadata.Add(DashboardAuthentication.PolicyOf(audience) is { } policy ? new AuthorizeAttribute(policy) : new AllowAnonymousAttribute());
        });
    }

    /// <summary>An application that references the library finds its pages by itself only when the Web SDK built it.</summary>
    private static void AddPart(ApplicationPartManager manager)
    {
        var assembly = typeof(DashboardServiceCollectionExtensions).Assembly;
        if (manager.ApplicationParts.Any(part => part.Name == assembly.GetName().Name))
        {
            return;
        }

        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
        {
            manager.ApplicationParts.Add(part);
        }
    }

    private static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddCookie(DashboardAuthentication.CookieScheme)
            .AddScheme<AuthenticationSchemeOptions, ProxyAuthenticationHandler>(DashboardAuthentication.ProxyScheme, configureOptions: null)
            .AddPolicyScheme(DashboardAuthentication.PersonScheme, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.RequestServices.GetRequiredService<TrustedProxy>().Names(context) is null ? DashboardAuthentication.CookieScheme : DashboardAuthentication.ProxyScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiAuthenticationHandler>(DashboardAuthentication.ApiScheme, configureOptions: null);
        services.AddOptions<CookieAuthenticationOptions>(DashboardAuthentication.CookieScheme).Configure(SessionCookie.Configure);
        DashboardAuthentication.AddPolicies(services.AddAuthorizationBuilder());
        services.TryAddSingleton(TrustedProxy.None);

        // In place of the collector's own, whichever is added first.
        services.AddScoped<IUsageAudience, SignedInAudience>();
    }
}
