using AiInstrument.Dashboard.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>Serves the document of the API.</summary>
internal static class OpenApiEndpoint
{
    public const string Path = "/openapi.json";

    public static void Map(ApiMap api) =>
        api.Get(PageAudience.Members, Path, "getOpenApi", "This document: every endpoint of the API, as OpenAPI 3.1.", Serve).Answers(new ApiResponse(200, Type: null, "application/json", "The document."));

    private static IResult Serve(OpenApiDocument document) => Results.Bytes(document.Utf8, "application/json");
}
