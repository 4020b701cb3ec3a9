using System.Text.Json;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Reads price lists. An entry that is wrong refuses itself, never the file.</summary>
internal static class PriceListReader
{
    private const int MostEntries = 50_000;

    /// <summary>Reads a list.</summary>
    /// <exception cref="PriceListException">The file is no price list.</exception>
    public static (PriceListFormat Format, IReadOnlyList<ReadPrice> Prices) Read(PriceImportRequest request)
    {
        if (request.Content.Length > PriceImportRequest.MostBytes)
        {
            throw new PriceListException($"The file is larger than {PriceImportRequest.MostBytes / (1024 * 1024)} MiB.");
        }

        try
        {
            using var document = JsonDocument.Parse(request.Content, new JsonDocumentOptions { MaxDepth = 32 });
            var format = request.Format == PriceListFormat.Auto ? Recognize(document.RootElement) : request.Format;
            IEnumerable<ReadPrice> prices = format switch
            {
                PriceListFormat.LiteLlm => LiteLlmPriceList.Read(document.RootElement, request),
                PriceListFormat.ModelsDev => ModelsDevPriceList.Read(document.RootElement, request),
                _ => OwnPriceList.Read(document.RootElement),
            };
            IReadOnlyList<ReadPrice> read = [.. prices.Take(MostEntries + 1)];
            return read.Count switch
            {
                0 => throw new PriceListException("The file lists no price."),
                > MostEntries => throw new PriceListException($"The file lists more than {MostEntries} prices."),
                _ => (format, read),
            };
        }
        catch (JsonException e)
        {
            throw new PriceListException("The file is not valid JSON: " + e.Message, e);
        }
        catch (InvalidOperationException e)
        {
            throw new PriceListException("The file is not a price list of this format: " + e.Message, e);
        }
    }

    private static PriceListFormat Recognize(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array)
            {
                return PriceListFormat.Own;
            }

            foreach (var property in root.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object))
            {
                if (property.Value.TryGetProperty("litellm_provider", out _))
                {
                    return PriceListFormat.LiteLlm;
                }

                if (property.Value.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Object)
                {
                    return PriceListFormat.ModelsDev;
                }
            }
        }

        throw new PriceListException("The file is in none of the formats that can be imported; name its format if it is.");
    }
}
