using AiInstrument.Dashboard.Access.Providers;
using AiInstrument.Dashboard.Api.Endpoints;
using AiInstrument.Dashboard.Assets;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard;

/// <summary>Mounts the dashboard.</summary>
public static class DashboardEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the pages below <paramref name="path"/> and the JSON API at <c>/api/ai-usage</c>. Pages need somebody who is signed in, the API an
    /// API key that may read or the cookie of somebody who is. The application needs routing, authentication and authorization, which
    /// <see cref="WebApplication"/> adds by itself.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">Where the pages start, for example <c>/ai</c>; <c>/</c> for the root.</param>
    /// <exception cref="InvalidOperationException"><c>AddAiDashboard</c> was not called, or the dashboard is mounted already.</exception>
    public static IEndpointRouteBuilder MapAiDashboard(this IEndpointRouteBuilder endpoints, string path = "/ai")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var mount = endpoints.ServiceProvider.GetService<DashboardPath>()
            ?? throw new InvalidOperationException("Call services.AddAiDashboard() before MapAiDashboard().");
        if (mount.Prefix is not null)
        {
            throw new InvalidOperationException($"The dashboard is mounted already, at '{mount.Prefix}/'.");
        }

        mount.Mount(path);
        endpoints.MapRazorPages();
        endpoints.MapAssets(mount.Prefix!);
        endpoints.MapSignInProviders(mount.Prefix!);
        endpoints.MapUsageApi();
        return endpoints;
    }
}
