using System.Text.Json;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Reads the API file of models.dev: providers with models, prices in dollars per million tokens.</summary>
internal static class ModelsDevPriceList
{
    private const long Over200K = 200_000;

    private static readonly (string Field, string Kind)[] Kinds =
    [
        ("input", "input"), ("output", "output"), ("reasoning", "reasoning"), ("cache_read", "cacheRead"), ("cache_write", "cacheWrite5m"), ("input_audio", "audioInput"), ("output_audio", "audioOutput"),
    ];

    /// <summary>Every model of every provider.</summary>
    public static IEnumerable<ReadPrice> Read(JsonElement root, PriceImportRequest request)
    {
        foreach (var provider in root.EnumerateObject())
        {
            if (provider.Value.ValueKind == JsonValueKind.Object && provider.Value.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Object)
            {
                foreach (var model in models.EnumerateObject())
                {
                    yield return Read(provider.Name, model, request);
                }
            }
            else
            {
                yield return ReadPrice.Refused(provider.Name, "lists no models");
            }
        }
    }

    private static ReadPrice Read(string provider, JsonProperty model, PriceImportRequest request)
    {
        var name = $"{provider}/{model.Name}";
        if (model.Value.ValueKind != JsonValueKind.Object || !model.Value.TryGetProperty("cost", out var cost) || cost.ValueKind != JsonValueKind.Object)
        {
            return ReadPrice.Refused(name, "no price");
        }

        var builder = new SheetBuilder();
        try
        {
            ReadCost(cost, 0, builder);
            ReadTiers(cost, builder);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return ReadPrice.Refused(name, e.Message);
        }

        if (builder.Any && builder.IsAllZero && !request.ZeroIsFree)
        {
            return ReadPrice.Refused(name, "listed at zero: free or unknown, which the list does not say");
        }

        var id = model.Name.Trim().ToLowerInvariant();
        return builder.Build(id.Contains("claude", StringComparison.Ordinal)) is { } tiers
            ? new ReadPrice(
                name,
                new PriceVersion { Provider = ListedProvider.Of(provider), Models = [id], From = request.From, Source = "models.dev list " + request.File, Tiers = tiers },
                null,
                builder.Warnings)
            : ReadPrice.Refused(name, "no price for tokens");
    }

    private static void ReadTiers(JsonElement cost, SheetBuilder builder)
    {
        if (cost.TryGetProperty("tiers", out var tiers) && tiers.ValueKind == JsonValueKind.Array)
        {
            foreach (var tier in tiers.EnumerateArray())
            {
                if (tier.ValueKind == JsonValueKind.Object && tier.TryGetProperty("tier", out var kind) && kind.ValueKind == JsonValueKind.Object
                    && kind.TryGetProperty("type", out var type) && type.ValueEquals("context")
                    && kind.TryGetProperty("size", out var size) && size.TryGetInt64(out var above) && above > 0)
                {
                    ReadCost(tier, above, builder);
                }
                else
                {
                    throw new InvalidDataException("a tier is not by context size");
                }
            }
        }
        else if (cost.TryGetProperty("context_over_200k", out var longer) && longer.ValueKind == JsonValueKind.Object)
        {
            ReadCost(longer, Over200K, builder);
        }
    }

    private static void ReadCost(JsonElement cost, long above, SheetBuilder builder)
    {
        foreach (var field in cost.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            if (Array.Find(Kinds, kind => kind.Field == field.Name) is { Kind: { } kind })
            {
                builder.Set(PriceVersion.DefaultTier, above, kind, ListedNumber.Read(field, ListedNumber.PerMillion));
            }
        }
    }
}
