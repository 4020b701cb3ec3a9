using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Reads the price map of the LiteLLM project: one flat object, prices in dollars per token, thresholds and service tiers in the fields' names.</summary>
internal static partial class LiteLlmPriceList
{
    private const string Sample = "sample_spec";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["input_cost_per_token"] = "input",
        ["output_cost_per_token"] = "output",
        ["cache_read_input_token_cost"] = "cacheRead",
        ["input_cost_per_token_cache_hit"] = "cacheRead",
        ["cache_creation_input_token_cost"] = "cacheWrite5m",
        ["cache_creation_input_token_cost_above_1hr"] = "cacheWrite1h",
        ["output_cost_per_reasoning_token"] = "reasoning",
        ["input_cost_per_audio_token"] = "audioInput",
        ["output_cost_per_audio_token"] = "audioOutput",
        ["input_cost_per_image_token"] = "imageInput",
        ["output_cost_per_image_token"] = "imageOutput",
    };

    /// <summary>Every entry but the sample.</summary>
    public static IEnumerable<ReadPrice> Read(JsonElement root, PriceImportRequest request)
    {
        var names = new Dictionary<(string Provider, string Model), string>();
        foreach (var entry in root.EnumerateObject().Where(entry => entry.Name != Sample))
        {
            var read = Read(entry, request);
            if (read.Version is { } version && !names.TryAdd((version.Provider, version.Models[0]), version.TiersJson()))
            {
                read = names[(version.Provider, version.Models[0])] == version.TiersJson()
                    ? ReadPrice.Refused(entry.Name, "listed before under another name, at the same price")
                    : ReadPrice.Refused(entry.Name, "listed before under another name, at another price");
            }

            yield return read;
        }
    }

    private static ReadPrice Read(JsonProperty entry, PriceImportRequest request)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            return ReadPrice.Refused(entry.Name, "no object");
        }

        if (!entry.Value.TryGetProperty("litellm_provider", out var listed) || listed.ValueKind != JsonValueKind.String || listed.GetString() is not { Length: > 0 } provider)
        {
            return ReadPrice.Refused(entry.Name, "names no provider");
        }

        var builder = new SheetBuilder();
        try
        {
            ReadFields(entry.Value, builder);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return ReadPrice.Refused(entry.Name, e.Message);
        }

        if (builder.Any && builder.IsAllZero && !request.ZeroIsFree)
        {
            return ReadPrice.Refused(entry.Name, "listed at zero: free or unknown, which the list does not say");
        }

        var model = Model(entry.Name, provider);
        if (builder.Build(model.Contains("claude", StringComparison.Ordinal)) is not { } tiers)
        {
            return ReadPrice.Refused(entry.Name, NoTokens(entry.Value));
        }

        return new ReadPrice(
            entry.Name,
            new PriceVersion { Provider = ListedProvider.Of(provider), Models = [model], From = request.From, Source = "LiteLLM list " + request.File, Tiers = tiers },
            null,
            builder.Warnings);
    }

    private static void ReadFields(JsonElement entry, SheetBuilder builder)
    {
        foreach (var field in entry.EnumerateObject())
        {
            if (field.Name == "tiered_pricing" && field.Value.ValueKind == JsonValueKind.Array)
            {
                ReadRanges(field.Value, builder);
            }
            else if (field.Value.ValueKind != JsonValueKind.Null && Field().Match(field.Name) is { Success: true } match && Kinds.TryGetValue(match.Groups["kind"].Value, out var kind))
            {
                var above = match.Groups["above"] is { Success: true } threshold ? long.Parse(threshold.ValueSpan, CultureInfo.InvariantCulture) * 1000 : 0;
                builder.Set(Tier(match.Groups["tier"].Value), above, kind, ListedNumber.Read(field, ListedNumber.PerToken));
            }
        }
    }

    private static void ReadRanges(JsonElement ranges, SheetBuilder builder)
    {
        foreach (var range in ranges.EnumerateArray().Where(range => range.ValueKind == JsonValueKind.Object))
        {
            if (!range.TryGetProperty("range", out var bounds) || bounds.ValueKind != JsonValueKind.Array || bounds.GetArrayLength() == 0 || !bounds[0].TryGetDecimal(out var low) || low is < 0 or > int.MaxValue)
            {
                throw new InvalidDataException("tiered_pricing has no range");
            }

            foreach (var field in range.EnumerateObject())
            {
                if (Kinds.TryGetValue(field.Name, out var kind) && field.Value.ValueKind != JsonValueKind.Null)
                {
                    builder.Set(PriceVersion.DefaultTier, (long)low, kind, ListedNumber.Read(field, ListedNumber.PerToken));
                }
            }
        }
    }

    private static string Tier(string suffix) => suffix switch
    {
        "" => PriceVersion.DefaultTier,
        "batches" => "batch",
        var tier => tier,
    };

    /// <summary>The model's name without the segment that only repeats the provider.</summary>
    private static string Model(string name, string provider)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var repeats = first.Length > 0
            && (first == provider || provider.StartsWith(first + "-", StringComparison.Ordinal) || provider.StartsWith(first + "_", StringComparison.Ordinal));
        return (repeats ? name[(slash + 1)..] : name).Trim().ToLowerInvariant();
    }

    private static string NoTokens(JsonElement entry)
    {
        var others = entry.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.Number && Unit().IsMatch(field.Name))
            .Select(field => Unit().Match(field.Name).Groups["unit"].Value.Replace('_', ' '))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return others.Length == 0 ? "no price for tokens" : $"no price for tokens, only per {string.Join(" and ", others)}, which no record counts";
    }

    [GeneratedRegex("^(?<kind>[a-z_]+?(?:_above_1hr)?)(?:_above_(?<above>[0-9]{1,6})k_tokens)?(?:_(?<tier>batches|flex|priority))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex("^(?:in|out)put_cost_per_(?<unit>[a-z_]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();
}
