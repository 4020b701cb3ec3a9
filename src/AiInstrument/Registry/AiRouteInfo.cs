namespace AiInstrument;

/// <summary>An HTTP endpoint. Instances are generated as <c>AiRoutes.*</c>.</summary>
/// <param name="Method">The HTTP method in upper case.</param>
/// <param name="Pattern">The route pattern with a leading slash, for example <c>/tickets/{id}/summary</c>.</param>
public sealed record AiRouteInfo(string Method, string Pattern)
{
    /// <summary>The entry point's name on spans: method, space, pattern.</summary>
    public string Name { get; } = Method + " " + Pattern;
}
