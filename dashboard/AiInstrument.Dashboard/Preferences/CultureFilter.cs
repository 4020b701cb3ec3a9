using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>Sets the culture of the dashboard's pages alone: the reader's choice, else the browser's first known language, else English.</summary>
internal sealed class CultureFilter : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var culture = Language.Of(context.HttpContext.Request).Culture;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        await next().ConfigureAwait(false);
    }
}
