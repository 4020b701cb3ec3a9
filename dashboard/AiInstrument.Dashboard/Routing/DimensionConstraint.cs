using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Routing;

/// <summary>Lets only the slugs of <see cref="Dimension.All"/> through, so that the explorer never hides an application's own routes.</summary>
internal sealed class DimensionConstraint : IRouteConstraint
{
    public const string Name = "aidimension";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string slug && Dimension.FromSlug(slug) is not null;
}
