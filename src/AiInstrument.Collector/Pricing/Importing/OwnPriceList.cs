using System.Text.Json;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Reads the schema of the shipped book. Its periods have their own days.</summary>
internal static class OwnPriceList
{
    /// <summary>Every period of every entry.</summary>
    public static IEnumerable<ReadPrice> Read(JsonElement root)
    {
        if (!root.TryGetProperty("schema", out var schema) || !schema.TryGetInt32(out var number) || number != PriceBookFile.CurrentSchema)
        {
            throw new PriceListException($"The price book's schema is not {PriceBookFile.CurrentSchema}.");
        }

        if (!root.TryGetProperty("entries", out var entries) || entries.ValueKind != JsonValueKind.Array)
        {
            throw new PriceListException("The price book has no entries.");
        }

        return entries.EnumerateArray().SelectMany(ReadEntry);
    }

    private static IReadOnlyList<ReadPrice> ReadEntry(JsonElement json, int index)
    {
        var name = "entry " + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            var entry = json.Deserialize(PriceBookJson.Default.PriceBookEntry) ?? throw new InvalidDataException("The entry is null.");
            name = $"{entry.Provider} {string.Join(", ", entry.Models)}";
            return [.. PriceBook.VersionsOf(entry).Select(version => new ReadPrice(name, version, null, []))];
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return [ReadPrice.Refused(name, e.Message)];
        }
    }
}
