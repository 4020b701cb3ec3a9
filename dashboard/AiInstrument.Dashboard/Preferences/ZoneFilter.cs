using AiInstrument.Dashboard.Formatting;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>Sets the time zone of a page: the one that its address names, else the reader's choice, else UTC.</summary>
internal sealed class ZoneFilter : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        DisplayZone.Current = DisplayZone.Find(request.Query[AddressChoices.Zone]) ?? DisplayZone.Find(request.Cookies[DisplayZone.Cookie]) ?? DisplayZone.Utc;
        await next().ConfigureAwait(false);
    }
}
