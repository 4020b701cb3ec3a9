using System.Text.Json;

namespace AiInstrument.Collector.Normalization.Usage;

/// <summary>Reads what a sender says that its call cost.</summary>
internal static class ReportedCost
{
    private const double MostUsd = 1_000_000;
    private const double NanoPerUsd = 1e9;

    /// <summary>Nano-dollars, rounded to the nearest; null when the sender says nothing believable.</summary>
    public static long? Read(in FieldSet fields)
    {
        if (Nano(fields.Number(Field.Cost)) is { } total)
        {
            return total;
        }

        if (fields.LongText(Field.CostDetails) is { } text && Numbers(text) is { Count: > 0 } details)
        {
            return Nano(details.TryGetValue("total", out var sum) ? sum : details.Values.Sum());
        }

        if (fields.LongText(Field.HiddenParameters) is { } hidden && Numbers(hidden).TryGetValue("response_cost", out var cost))
        {
            return Nano(cost);
        }

        return fields.Has(Field.InputCost) && fields.Has(Field.OutputCost) ? Nano(fields.Number(Field.InputCost) + fields.Number(Field.OutputCost)) : null;
    }

    /// <summary>Whether LiteLLM's parameters say that the answer came from its cache.</summary>
    public static bool IsCacheHit(string hiddenParameters)
    {
        var hit = new bool?[1];
        SentJson.Read(hiddenParameters, static (root, into) => into[0] = CacheHit(root), hit);
        return hit[0] == true;
    }

    private static bool CacheHit(JsonElement root) =>
        root.TryGetProperty("cache_hit", out var said) && said.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? said.ValueKind == JsonValueKind.True
            : root.TryGetProperty("cache_key", out var key) && key.ValueKind == JsonValueKind.String && key.GetString() is { Length: > 0 };

    private static long? Nano(double? usd) => usd is >= 0 and <= MostUsd ? (long)Math.Round(usd.Value * NanoPerUsd, MidpointRounding.AwayFromZero) : null;

    private static Dictionary<string, double> Numbers(string text)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        SentJson.Read(text, Collect, numbers);
        return numbers;
    }

    private static void Collect(JsonElement root, Dictionary<string, double> into)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var value))
            {
                into[property.Name] = value;
            }
        }
    }
}
