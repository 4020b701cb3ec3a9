using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Assets;

/// <summary>Serves the embedded files. They hold nothing private, and the sign-in page needs them.</summary>
internal static class AssetEndpoint
{
    public static void MapAssets(this IEndpointRouteBuilder endpoints, string prefix) =>
        endpoints.MapGet(prefix + "/assets/{version}/{name}", Serve).AllowAnonymous().ExcludeFromDescription();

    private static IResult Serve(string version, string name, DashboardAssets assets, HttpContext context)
    {
        if (assets.Find(name) is not { } asset)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        SecurityHeaders.Apply(headers);
        headers.CacheControl = version == assets.Version ? "public, max-age=31536000, immutable" : "no-store";
        if (!asset.Compressible)
        {
            return Results.Bytes(asset.Content, asset.ContentType);
        }

        headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Bytes(asset.Content, asset.ContentType);
        }

        headers.ContentEncoding = "br";
        return Results.Bytes(asset.Brotli, asset.ContentType);
    }
}
