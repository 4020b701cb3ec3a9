using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>Holds JSON against the schemas of an OpenAPI document, as far as these use JSON Schema. A property that the schema does not know is a deviation too.</summary>
/// <param name="document">The document.</param>
internal sealed class JsonSchemaCheck(JsonObject document)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "anyOf", "enum", "properties", "required", "items", "additionalProperties", "format", "minimum", "maximum", "description", "pattern", "default", "examples",
    };

    /// <summary>Every deviation of a value from a schema, with its path.</summary>
    public IEnumerable<string> Deviations(JsonNode? value, JsonNode? schema, string path = "$")
    {
        if (schema is JsonValue)
        {
            // true: anything.
            return schema.GetValue<bool>() ? [] : [$"{path}: nothing may be here"];
        }

        var rules = schema!.AsObject();
        if (rules.Select(rule => rule.Key).FirstOrDefault(rule => !Known.Contains(rule)) is { } unknown)
        {
            return [$"{path}: this check does not know {unknown}"];
        }

        if (rules["$ref"] is { } reference)
        {
            return Deviations(value, document["components"]!["schemas"]![((string)reference!)["#/components/schemas/".Length..]] ?? throw new InvalidOperationException($"{reference} is not there."), path);
        }

        if (rules["anyOf"] is JsonArray choices)
        {
            return choices.Any(choice => !Deviations(value, choice, path).Any()) ? [] : [$"{path}: fits none of its choices: {value?.ToJsonString()}"];
        }

        if (rules["type"] is { } type && !(type is JsonArray types ? types.Select(one => (string)one!) : [(string)type!]).Contains(TypeOf(value, type)))
        {
            return [$"{path}: {value?.ToJsonString() ?? "null"} is no {type.ToJsonString()}"];
        }

        return [.. Choice(value, rules, path), .. Bounds(value, rules, path), .. Formats(value, rules, path), .. Parts(value, rules, path)];
    }

    private static string TypeOf(JsonNode? value, JsonNode wanted) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => wanted.ToJsonString().Contains("integer", StringComparison.Ordinal) && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "integer" : "number",
        },
    };

    private static IEnumerable<string> Choice(JsonNode? value, JsonObject rules, string path) =>
        rules["enum"] is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)) ? [$"{path}: {value?.ToJsonString()} is none of {choices.ToJsonString()}"] : [];

    private static IEnumerable<string> Bounds(JsonNode? value, JsonObject rules, string path) =>
        value is JsonValue && value.GetValueKind() == JsonValueKind.Number
        && ((rules["minimum"] is { } min && (double)value < (double)min) || (rules["maximum"] is { } max && (double)value > (double)max))
            ? [$"{path}: {value.ToJsonString()} is out of its bounds"]
            : [];

    private static IEnumerable<string> Formats(JsonNode? value, JsonObject rules, string path) => (value is JsonValue && value.GetValueKind() == JsonValueKind.String, (string?)rules["format"]) switch
    {
        (true, "date") when !DateOnly.TryParseExact((string)value!, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => [$"{path}: {value} is no date"],
        (true, "date-time") when !DateTimeOffset.TryParse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => [$"{path}: {value} is no moment"],
        _ => [],
    };

    private IEnumerable<string> Parts(JsonNode? value, JsonObject rules, string path)
    {
        switch (value)
        {
            case JsonArray items when rules["items"] is { } each:
                return items.SelectMany((item, index) => Deviations(item, each, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
            case JsonObject filled:
                var properties = rules["properties"]?.AsObject();
                var rest = rules["additionalProperties"];
                return
                [
                    .. (rules["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !filled.ContainsKey(name)).Select(name => $"{path}.{name}: is missing"),
                    .. filled.SelectMany(pair => properties?[pair.Key] is { } known ? Deviations(pair.Value, known, $"{path}.{pair.Key}")
                        : rest is not null ? Deviations(pair.Value, rest, $"{path}.{pair.Key}")
                        : properties is null ? []
                        : [$"{path}.{pair.Key}: is not in the schema"]),
                ];
            default:
                return [];
        }
    }
}
