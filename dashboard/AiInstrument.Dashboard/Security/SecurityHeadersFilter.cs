using Microsoft.AspNetCore.Mvc.Filters;

namespace AiInstrument.Dashboard.Security;

/// <summary>Puts <see cref="SecurityHeaders"/> on every page of the dashboard, and on no page of the application around it.</summary>
internal sealed class SecurityHeadersFilter : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context) => SecurityHeaders.Apply(context.HttpContext.Response.Headers);

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
