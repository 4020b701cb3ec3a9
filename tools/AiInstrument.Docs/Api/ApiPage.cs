using System.Text;
using System.Text.Json.Nodes;

namespace AiInstrument.Docs.Api;

/// <summary>The document of the API as a page for people.</summary>
internal static class ApiPage
{
    private const string Schemas = "#/components/schemas/";
    private const string Head = """
        # JSON API

        This page is written by `dotnet run --project tools/AiInstrument.Docs` from the document that the dashboard serves at `/api/ai-usage/openapi.json` (OpenAPI 3.1). What a program needs to know is in the document; this is for reading.

        A request carries an API key that may read, as `x-api-key` or as a bearer token, or the cookie of somebody who signed in. Costs are nano-dollars (10⁻⁹ USD), moments and days are UTC. Answers are 401 for strangers, 403 for what a caller may not do, 404 for what is not there or is not the caller's, and 400 with `errors` by parameter, all as problem details (RFC 9457). Requests that change something are those of admins who signed in, with the antiforgery token of a page in the header `RequestVerificationToken`.

        Lists that grow are read with `before`, the id of the last entry; it stays right while entries arrive. How streams work is in [dashboard.md](dashboard.md#live).

        """;

    /// <summary>Writes the page.</summary>
    public static string Write(JsonObject document)
    {
        var page = new StringBuilder(Head).Append('\n');
        var operations = (from path in document["paths"]!.AsObject()
                          from operation in path.Value!.AsObject()
                          let described = operation.Value!.AsObject()
                          select (Path: path.Key, Method: operation.Key.ToUpperInvariant(), Tag: (string)described["tags"]![0]!, Operation: described)).ToList();
        foreach (var group in operations.GroupBy(operation => operation.Tag, StringComparer.Ordinal))
        {
            page.Append("## ").Append(group.Key).Append("\n\n");
            foreach (var (path, method, _, operation) in group)
            {
                Operation(page, path, method, operation);
            }
        }

        page.Append("## Answers\n\nWhat a `?` follows may be null or left out.\n\n");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            page.Append("### ").Append(name).Append("\n\n");
            Fields(page, schema!.AsObject());
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Operation(StringBuilder page, string path, string method, JsonObject operation)
    {
        page.Append("### `").Append(method).Append(' ').Append(path).Append("`\n\n").Append((string)operation["summary"]!).Append(' ').Append((string)operation["description"]!).Append("\n\n");
        var parameters = operation["parameters"]?.AsArray() ?? [];
        if (parameters.Count > 0)
        {
            page.Append("| parameter | in | values | what |\n|---|---|---|---|\n");
            foreach (var parameter in parameters)
            {
                page.Append("| `").Append((string)parameter!["name"]!).Append("` | ").Append((string)parameter["in"]!).Append((bool)parameter["required"]! ? ", needed" : "")
                    .Append(" | ").Append(Values(parameter["schema"]!.AsObject())).Append(" | ").Append((string)parameter["description"]!).Append(" |\n");
            }

            page.Append('\n');
        }

        if (operation["requestBody"] is { } body)
        {
            page.Append("Body: ").Append((string)body["description"]!).Append(' ').Append(Contents(body["content"]!.AsObject())).Append("\n\n");
        }

        var answers = operation["responses"]!.AsObject().Where(answer => answer.Key[0] == '2' || answer.Key == "503")
            .Select(answer => $"{answer.Key}: {(answer.Value!["content"] is JsonObject content && answer.Key[0] == '2' ? Contents(content) : (string)answer.Value["description"]!)}");
        page.Append("Answers: ").AppendJoin("; ", answers).Append("\n\n");
    }

    private static void Fields(StringBuilder page, JsonObject schema)
    {
        if (schema["description"] is { } about)
        {
            page.Append((string)about!).Append("\n\n");
        }

        var needed = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        page.Append("| field | type |\n|---|---|\n");
        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            var type = TypeOf(field);
            page.Append("| `").Append(name).Append("` | ").Append(type).Append(needed.Count > 0 && !needed.Contains(name) && !type.EndsWith('?') ? "?" : "").Append(" |\n");
        }

        page.Append('\n');
    }

    private static string Values(JsonObject schema)
    {
        var values = schema["enum"] is JsonArray choices ? string.Join(", ", choices.Select(choice => $"`{choice}`"))
            : schema["format"] is { } format && (string)format! != "int64" ? (string)format!
            : schema["minimum"] is { } minimum && (string)schema["type"]! == "integer"
                ? schema["maximum"] is { } maximum && (long)maximum != long.MaxValue ? $"{minimum} to {maximum}" : $"from {minimum}"
            : (string)schema["type"]!;
        return values + (schema["default"] is { } fallback ? $"; `{fallback}` where it is left out" : "") + (schema["examples"] is JsonArray examples ? $", such as `{examples[0]}`" : "");
    }

    private static string Contents(JsonObject content) => string.Join(" or ", content.Select(one =>
        one.Value!["schema"] is JsonObject schema && one.Key == "application/json" ? TypeOf(schema)
        : one.Value["schema"] is JsonObject { } events && events["anyOf"] is not null ? $"`{one.Key}` of {TypeOf(events)}"
        : $"`{one.Key}`"));

    private static string TypeOf(JsonNode? field)
    {
        if (field is not JsonObject schema)
        {
            return "anything";
        }

        if (schema["$ref"] is { } reference)
        {
            var name = ((string)reference!)[Schemas.Length..];
            return $"[{name}](#{name.ToLowerInvariant()})";
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            var named = choices.Where(choice => (choice!["type"] as JsonValue)?.ToString() != "null").Select(TypeOf).ToList();
            return string.Join(" or ", named) + (named.Count < choices.Count ? "?" : "");
        }

        if (schema["enum"] is JsonArray words)
        {
            return string.Join(", ", words.Where(word => word is not null).Select(word => $"`{word}`")) + (words.Any(word => word is null) ? "?" : "");
        }

        var types = schema["type"] is JsonArray several ? several.Select(type => (string)type!).ToList() : [(string?)schema["type"] ?? "anything"];
        var type = types.Find(one => one != "null") ?? "null";
        var written = type switch
        {
            "array" => "list of " + TypeOf(schema["items"]),
            "object" when schema["additionalProperties"] is { } values => "names with " + TypeOf(values),
            "string" when schema["format"] is { } format => (string)format!,
            _ => type,
        };
        return written + (types.Contains("null") ? "?" : "");
    }
}
