using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Primitives;

namespace AiInstrument.Dashboard.Routing;

/// <summary>
/// Where the pages are mounted. The path is given when endpoints are mapped, which may be after the application's own pages were
/// discovered, so setting it makes the framework discover pages again. Until then the dashboard has no routes.
/// </summary>
internal sealed class DashboardPath : IActionDescriptorChangeProvider
{
    public const string Area = "AiDashboard";

    private CancellationTokenSource _change = new();

    /// <summary>Empty for the root, else with a leading slash and none at the end; null until mapped.</summary>
    public string? Prefix { get; private set; }

    public void Mount(string path)
    {
        Prefix = path.Trim('/') is { Length: > 0 } trimmed ? "/" + trimmed : "";
        var previous = Interlocked.Exchange(ref _change, new CancellationTokenSource());
        previous.Cancel();
        previous.Dispose();
    }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    /// <summary>Replaces the area's name at the front of each page's route by the prefix.</summary>
    public void Rewrite(PageRouteModel page)
    {
        foreach (var selector in page.Selectors.ToArray())
        {
            var template = selector.AttributeRouteModel?.Template;
            if (Prefix is null || template is null || template.EndsWith("/Index", StringComparison.Ordinal))
            {
                page.Selectors.Remove(selector);
                continue;
            }

            selector.AttributeRouteModel!.Template = (Prefix + template[Area.Length..]).TrimStart('/');
        }
    }
}
