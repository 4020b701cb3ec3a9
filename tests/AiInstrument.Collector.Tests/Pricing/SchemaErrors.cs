using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiInstrument.Collector.Tests.Pricing;

/// <summary>Validates JSON by the part of JSON Schema that the price book's schema uses; a keyword beyond it fails.</summary>
internal static class SchemaErrors
{
    public static IReadOnlyList<string> Of(JsonNode? value, JsonNode schema) => [.. Check(value, schema, schema, "$")];

    private static IEnumerable<string> Check(JsonNode? value, JsonNode? schema, JsonNode root, string at)
    {
        if (schema is not JsonObject rules)
        {
            Assert.True(schema?.GetValue<bool>(), "A schema is an object or true.");
            return [];
        }

        return rules.SelectMany(rule => rule.Key switch
        {
            "$schema" or "title" or "description" or "format" => [],
            "$ref" => Check(value, Resolve(root, rule.Value!.GetValue<string>()), root, at),
            "type" => IsOfType(value, rule.Value!) ? [] : [$"{at}: {value?.GetValueKind()} is no {rule.Value!.ToJsonString()}"],
            "minimum" => value is null || value.GetValueKind() != JsonValueKind.Number || value.GetValue<long>() >= rule.Value!.GetValue<long>() ? [] : [$"{at}: less than {rule.Value}"],
            "required" => value is JsonObject needing ? rule.Value!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !needing.ContainsKey(name)).Select(name => $"{at}: {name} is missing") : [],
            "properties" => value is JsonObject holding
                ? holding.Where(property => rule.Value!.AsObject().ContainsKey(property.Key)).SelectMany(property => Check(property.Value, rule.Value![property.Key], root, $"{at}.{property.Key}"))
                : [],
            "additionalProperties" => value is JsonObject all ? all.Where(property => rules["properties"]?.AsObject().ContainsKey(property.Key) != true).SelectMany(property =>
                rule.Value!.GetValueKind() == JsonValueKind.False ? [$"{at}: {property.Key} is not known"] : Check(property.Value, rule.Value, root, $"{at}.{property.Key}")) : [],
            "items" => value is JsonArray items ? items.SelectMany((item, i) => Check(item, rule.Value, root, $"{at}[{i}]")) : [],
            _ => throw new InvalidOperationException($"The keyword {rule.Key} is not known here."),
        });
    }

    private static JsonNode? Resolve(JsonNode root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode?)root, (node, part) => node![part]);

    private static bool IsOfType(JsonNode? value, JsonNode type) => type is JsonArray any ? any.Any(one => IsOfType(value, one!)) : type.GetValue<string>() switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _),
        var other => throw new InvalidOperationException($"The type {other} is not known here."),
    };
}
