namespace AiInstrument;

using global::System;
using global::System.Threading.Tasks;
using global::Microsoft.AspNetCore.Builder;
using global::Microsoft.AspNetCore.Http;
using global::Microsoft.AspNetCore.Routing;

/// <summary>Attributes LLM calls to the endpoint that makes them.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentApplicationBuilderExtensions
{
    /// <summary>
    /// Opens a scope for each request, named by its method and route pattern: <c>POST /tickets/{id}/summary</c>.
    /// Belongs after <c>UseRouting</c> where an application calls that itself.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns><paramref name="app"/>.</returns>
    public static IApplicationBuilder UseAiInstrument(this IApplicationBuilder app) =>
        app.Use(next => context => EntryPoint(context) is { } name ? InScope(name, context, next) : next(context));

    private static async Task InScope(string name, HttpContext context, RequestDelegate next)
    {
        using (AiScope.EntryPoint(name, "http"))
        {
            await next(context).ConfigureAwait(false);
        }
    }

    /// <summary>Null where no endpoint was chosen: an unknown path must not become a name of its own.</summary>
    private static string? EntryPoint(HttpContext context)
    {
        if (!(context.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern }))
        {
            return null;
        }

        var route = pattern.RawText ?? "";
        foreach (var required in pattern.RequiredValues)
        {
            // A conventional route serves many actions: {controller} and {action} say which.
            if (required.Value is string value && value.Length > 0)
            {
                route = Replace(route, required.Key, value);
            }
        }

        route = route.StartsWith("~/", StringComparison.Ordinal) ? route.Substring(1) : route;
        return Method(context.Request.Method) + (route.StartsWith('/') ? " " : " /") + route;
    }

    /// <summary>Clients may send any word as method: only known ones become part of a name.</summary>
    private static string Method(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return HttpMethods.IsGet(known) || HttpMethods.IsPost(known) || HttpMethods.IsPut(known) || HttpMethods.IsDelete(known)
            || HttpMethods.IsPatch(known) || HttpMethods.IsHead(known) || HttpMethods.IsOptions(known) ? known : "_OTHER";
    }

    private static string Replace(string route, string parameter, string value)
    {
        var start = route.IndexOf("{" + parameter, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : route.IndexOf('}', start);
        return end < 0 || char.IsLetterOrDigit(route[start + parameter.Length + 1]) ? route : route.Substring(0, start) + value + route.Substring(end + 1);
    }
}
