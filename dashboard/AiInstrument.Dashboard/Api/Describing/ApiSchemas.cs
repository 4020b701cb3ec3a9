using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>JSON Schemas of what the API reads and writes, from the same type information that reads and writes it. Each object type is described once, under its name.</summary>
internal sealed class ApiSchemas
{
    private const string Null = "null";

    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal);

    /// <summary>The object types that were asked for, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Components => _components;

    /// <summary>The schema of a type as an answer: what is always written is required.</summary>
    public JsonNode InAnswer(Type type) => Export(type, written: true);

    /// <summary>The schema of a type as a body: nothing is required unless its constructor says so.</summary>
    public JsonNode InBody(Type type) => Export(type, written: false);

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    /// <summary>A query parameter.</summary>
    public static JsonObject InQuery(QueryParameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.IsFlag ? "boolean" : parameter.Minimum is null ? "string" : "integer" };
        Set("enum", parameter.Choices is { } choices ? new JsonArray([.. choices.Select(choice => JsonValue.Create(choice))]) : null);
        Set("minimum", parameter.Minimum is { } minimum ? JsonValue.Create(minimum) : null);
        Set("maximum", parameter.Maximum is { } maximum ? JsonValue.Create(maximum) : null);
        Set("format", parameter.Format is { } format ? JsonValue.Create(format) : null);
        Set("default", parameter.Default switch { string text => JsonValue.Create(text), int number => JsonValue.Create(number), _ => parameter.IsFlag ? JsonValue.Create(false) : null });
        Set("examples", parameter.Example is { } example ? new JsonArray(example) : null);
        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = "query",
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.About,
            ["schema"] = schema,
        };

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                schema[name] = value;
            }
        }
    }

    private JsonNode Export(Type type, bool written)
    {
        var info = ApiJson.Of(type);
        return info.Kind == JsonTypeInfoKind.Object ? Named(info, written) : info.GetJsonSchemaAsNode(Options(info, written));
    }

    private JsonObject Named(JsonTypeInfo info, bool written)
    {
        // One type is read and written with different needs: the two have different names.
        var name = info.Type.Name + (written ? "" : "Body");
        if (_components.TryAdd(name, []))
        {
            _components[name] = info.GetJsonSchemaAsNode(Options(info, written)).AsObject();
        }

        return Reference(name);
    }

    private JsonSchemaExporterOptions Options(JsonTypeInfo root, bool written) => new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            if (schema is not JsonObject described)
            {
                return schema;
            }

            if (About(context) is { } about)
            {
                described.Insert(0, "description", about);
            }

            if (written && context.PropertyInfo is { } member && IsNeverNull(member) && described["type"] is JsonArray either)
            {
                described["type"] = either.Select(type => (string)type!).First(type => type != Null);
            }

            if (context.TypeInfo.Kind != JsonTypeInfoKind.Object)
            {
                return described;
            }

            if (context.TypeInfo.Type != root.Type || context.PropertyInfo is not null)
            {
                var reference = Named(context.TypeInfo, written);
                return described["type"] is JsonArray types && types.Any(type => (string?)type == Null)
                    ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = Null }) }
                    : reference;
            }

            foreach (var property in context.TypeInfo.Properties)
            {
                if (!written && property.Set is null && property.AssociatedParameter is null)
                {
                    // Worked out from the others, and read from nowhere.
                    described["properties"]!.AsObject().Remove(property.Name);
                }
            }

            if (written)
            {
                described["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(IsAlwaysWritten).Select(property => JsonValue.Create(property.Name))]);
            }

            return described;
        },
    };

    // A context that leaves nulls out writes only what cannot be null for sure.
    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        property.Get is not null
        && (property.Options.DefaultIgnoreCondition != JsonIgnoreCondition.WhenWritingNull || (!property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null));

    // The generated type information knows it of parameters of constructors alone.
    private static bool IsNeverNull(JsonPropertyInfo property) =>
        property.AttributeProvider is PropertyInfo declared && new NullabilityInfoContext().Create(declared).ReadState == NullabilityState.NotNull;

    private static string? About(JsonSchemaExporterContext context) =>
        context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute about, ..] ? about.Description : null;
}
