using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace AiInstrument.Collector.Pricing;

/// <summary>The JSON Schema of price books, made from the types that read them.</summary>
public static class PriceBookSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The schema as text that ends with a line feed.</summary>
    public static string Text()
    {
        var types = PriceBookJson.Default.PriceBookFile.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "AiInstrument price book",
            ["description"] = "Dated prices of models. Every price is an integer: nano-dollars (10^-9 USD) for one million tokens, so that 2.50 USD is 2500000000. A price that is not named is unknown, not zero.",
        };
        foreach (var (name, value) in types.AsObject())
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var name = context.PropertyInfo?.Name;
        if (schema is JsonObject described && name is not null)
        {
            if (context.PropertyInfo!.DeclaringType == typeof(TokenPrices))
            {
                described["minimum"] = 0;
            }

            if (Meaning(name) is { } meaning)
            {
                described.Insert(0, "description", meaning);
            }
        }

        return schema;
    }

    private static string? Meaning(string property) => property switch
    {
        "schema" => "The version of this format: 1.",
        "providers" => "Other spellings of providers, and providers that sell the models of another one at its price.",
        "provider" => "As gen_ai.provider.name spells it.",
        "models" => "Names and patterns; * stands for any text. A name covers its dated and versioned forms.",
        "periods" => "Prices by their first day; each holds until the next.",
        "from" => "The first day, UTC.",
        "source" => "Where the prices come from, and when they were read.",
        "tiers" => "Prices by the service tier that served the request; default must be there, and a tier that is not costs what default costs.",
        "input" => "Input that was neither read from nor written to a cache.",
        "cacheRead" => "Input read from a cache.",
        "cacheWrite5m" => "Input written to a cache for five minutes or the provider's default time.",
        "cacheWrite1h" => "Input written to a cache for one hour.",
        "output" => "Output.",
        "reasoning" => "Reasoning, where it costs other than output.",
        "audioInput" => "Audio input, where it costs other than input.",
        "audioOutput" => "Audio output, where it costs other than output.",
        "imageInput" => "Image input, where it costs other than input.",
        "imageOutput" => "Image output, where it costs other than output.",
        "longContext" => "Prices of the whole request when its input exceeds a threshold; a higher threshold lies within.",
        "above" => "The threshold in input tokens, cached ones included.",
        _ => null,
    };
}
