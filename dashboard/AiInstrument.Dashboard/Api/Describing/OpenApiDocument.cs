using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>
/// Describes the API as OpenAPI 3.1, from its endpoints: what they read, what they answer and who may ask them. Written by hand, because the framework's generator takes its schemas from
/// the JSON settings of the application around the dashboard, with which these answers are not written.
/// </summary>
/// <param name="endpoints">All endpoints of the application; those that the API mapped are described.</param>
internal sealed class OpenApiDocument(IEnumerable<EndpointDataSource> endpoints)
{
    private const string Session = "session";
    private const string ApiKey = "apiKey";
    private const string Bearer = "bearer";
    private const string ProblemSchema = "Problem";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private byte[]? _utf8;

    /// <summary>The document as it is sent.</summary>
    public byte[] Utf8 => _utf8 ??= JsonSerializer.SerializeToUtf8Bytes(Write(), Indented);

    /// <summary>Makes the document.</summary>
    public JsonObject Write()
    {
        var schemas = new ApiSchemas();
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiOperation>() is { } operation)
            {
                var path = PathOf(endpoint.RoutePattern);
                if (!paths.TryGetValue(path, out var item))
                {
                    paths.Add(path, item = []);
                }

                item[endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0].ToLowerInvariant()] = Operation(endpoint, operation, schemas);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "AiInstrument",
                ["description"] = "Usage and cost of LLM calls. Costs are nano-dollars (10⁻⁹ USD), moments and days are UTC. Members of organizations get what is their organizations' own; "
                    + "what a caller may not see is answered like what is not there.",
                ["version"] = "1",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = new JsonObject(paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(
                [
                    KeyValuePair.Create(ProblemSchema, (JsonNode?)Problem()),
                    .. schemas.Components.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)),
                ]),
                ["securitySchemes"] = new JsonObject
                {
                    [ApiKey] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiKeyHeader.Name, ["description"] = "An API key that may read." },
                    [Bearer] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The same key as a bearer token." },
                    [Session] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name, ["description"] = "Somebody who signed in on the dashboard." },
                },
            },
        };
    }

    private static JsonObject Operation(RouteEndpoint endpoint, ApiOperation operation, ApiSchemas schemas)
    {
        var metadata = endpoint.Metadata;
        var audience = metadata.GetRequiredMetadata<OpenToAttribute>().Audience;
        var writes = metadata.GetMetadata<ApiAdminWrite>() is not null;
        var people = writes || audience == PageAudience.Admins || metadata.GetMetadata<ApiForPeople>() is not null;
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["summary"] = operation.Summary,
            ["description"] = Who(audience, writes, people),
            ["tags"] = new JsonArray(Tag(endpoint.RoutePattern)),
            ["security"] = Security(people),
        };
        JsonNode[] parameters =
        [
            .. endpoint.RoutePattern.Parameters.Select(parameter => InPath(parameter, metadata)),
            .. metadata.GetMetadata<ApiParameters>()?.All.Select(parameter => ApiSchemas.InQuery(parameter)) ?? [],
            .. metadata.GetOrderedMetadata<ApiHeader>().Select(header => header.Write()),
        ];
        if (writes)
        {
            parameters = [.. parameters, new ApiHeader("RequestVerificationToken", "The antiforgery token of a page of the dashboard.", IsRequired: true).Write()];
        }

        if (parameters.Length > 0)
        {
            described["parameters"] = new JsonArray(parameters);
        }

        if (metadata.GetMetadata<ApiBody>() is { } body)
        {
            described["requestBody"] = new JsonObject
            {
                ["description"] = body.About,
                ["required"] = true,
                ["content"] = body.Type is { } type
                    ? Content("application/json", schemas.InBody(type))
                    : Content("application/octet-stream", new JsonObject()),
            };
        }

        described["responses"] = Responses(metadata, parameters.Length > 0 || metadata.GetMetadata<ApiBody>() is not null, schemas);
        return described;
    }

    private static JsonObject Responses(EndpointMetadataCollection metadata, bool reads, ApiSchemas schemas)
    {
        var responses = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var all = metadata.GetOrderedMetadata<ApiResponse>();

        // A handler's result type says 200; where the endpoint names another status for it, that is in its place.
        foreach (var status in all.Where(response => response.Status != StatusCodes.Status200OK || all.All(other => other.Status == StatusCodes.Status200OK)).GroupBy(response => response.Status))
        {
            var response = new JsonObject { ["description"] = string.Join(' ', status.Select(one => one.About).Distinct(StringComparer.Ordinal)) };
            var contents = new JsonObject();
            foreach (var content in status.Where(one => one.ContentType is not null).GroupBy(one => one.ContentType!, StringComparer.Ordinal))
            {
                JsonNode[] choices = [.. content.Where(one => one.Type is not null).Select(one => schemas.InAnswer(one.Type!))];
                contents[content.Key] = new JsonObject
                {
                    ["schema"] = choices switch
                    {
                        [] => new JsonObject { ["type"] = content.Key == "application/json" ? "object" : "string" },
                        [var only] => only,
                        _ => new JsonObject { ["anyOf"] = new JsonArray(choices) },
                    },
                };
            }

            if (contents.Count > 0)
            {
                response["content"] = contents;
            }

            responses.Add(status.Key.ToString(CultureInfo.InvariantCulture), response);
        }

        Refusal(401, "Nobody is signed in, or the key is unknown or revoked.");
        Refusal(403, "The caller may not do this.");
        if (reads)
        {
            Refusal(400, "Something that was sent is wrong; `errors` names it.");
        }

        if (metadata.GetMetadata<ApiMissing>() is not null)
        {
            Refusal(404, "There is nothing, or nothing that the caller may see.");
        }

        foreach (var refusal in metadata.GetOrderedMetadata<ApiRefusal>())
        {
            Refusal(refusal.Status, refusal.About);
        }

        return new JsonObject(responses.Select(response => KeyValuePair.Create(response.Key, (JsonNode?)response.Value)));

        void Refusal(int status, string about) => responses.Add(status.ToString(CultureInfo.InvariantCulture), new JsonObject
        {
            ["description"] = about,
            ["content"] = Content(ApiProblem.ContentType, ApiSchemas.Reference(ProblemSchema)),
        });
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        _ => "",
    }))));

    private static string Tag(RoutePattern pattern) =>
        pattern.PathSegments.Skip(2).FirstOrDefault()?.Parts is [RoutePatternLiteralPart { Content: var content }] ? content.Split('.')[0] : "usage";

    private static JsonObject InPath(RoutePatternParameterPart parameter, EndpointMetadataCollection metadata) => new()
    {
        ["name"] = parameter.Name,
        ["in"] = "path",
        ["required"] = true,
        ["description"] = metadata.GetOrderedMetadata<ApiPathParameter>().FirstOrDefault(about => about.Name == parameter.Name)?.About,
        ["schema"] = parameter.ParameterPolicies.FirstOrDefault()?.Content is "int" or "long" ? new JsonObject { ["type"] = "integer", ["format"] = "int64" } : new JsonObject { ["type"] = "string" },
    };

    private static string Who(PageAudience audience, bool writes, bool people) => writes ? "For admins who signed in." : audience switch
    {
        PageAudience.Members when people => "For everybody who signed in; not for keys.",
        PageAudience.Members => "For everybody who signed in and keys that may read; members get what is their organizations' own.",
        PageAudience.Readers => "For admins and analysts who signed in and keys that may read.",
        _ => "For admins who signed in; not for keys.",
    };

    private static JsonArray Security(bool people) =>
        new([.. (people ? (IEnumerable<string>)[Session] : [ApiKey, Bearer, Session]).Select(scheme => new JsonObject { [scheme] = new JsonArray() })]);

    private static JsonObject Problem() => new()
    {
        ["description"] = "Problem details (RFC 9457).",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            ["title"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            ["status"] = new JsonObject { ["type"] = new JsonArray("integer", "null") },
            ["detail"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            ["errors"] = new JsonObject
            {
                ["description"] = "English sentences for each parameter or field that is wrong.",
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            },
        },
    };
}
