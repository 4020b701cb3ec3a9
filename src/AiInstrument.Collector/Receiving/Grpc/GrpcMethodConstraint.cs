using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AiInstrument.Collector.Receiving.Grpc;

/// <summary>Lets a route match gRPC calls alone, so that other requests to the same paths are not its concern.</summary>
internal sealed class GrpcMethodConstraint : IRouteConstraint
{
    private GrpcMethodConstraint()
    {
    }

    /// <summary>The path of any gRPC method: <c>/{service}/{method}</c>.</summary>
    public static RoutePattern AnyMethod { get; } = RoutePatternFactory.Parse("{service}/{method}", defaults: null, new { method = new GrpcMethodConstraint() });

    /// <inheritdoc/>
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext?.Request.ContentType?.StartsWith(GrpcHeaders.ContentType, StringComparison.OrdinalIgnoreCase) == true;
}
