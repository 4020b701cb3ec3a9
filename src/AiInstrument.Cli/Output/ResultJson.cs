using System.Text.Json.Serialization;
using AiInstrument.Collector;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Seeding;

namespace AiInstrument.Cli.Output;

/// <summary>Results as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(ImportResult))]
[JsonSerializable(typeof(ListedPrices))]
[JsonSerializable(typeof(IReadOnlyList<UnpricedModel>))]
[JsonSerializable(typeof(RepriceReport))]
[JsonSerializable(typeof(PurgeReport))]
[JsonSerializable(typeof(SeedReport))]
[JsonSerializable(typeof(PriceImportPreview))]
internal sealed partial class ResultJson : JsonSerializerContext;

/// <summary>What an import did, or would do.</summary>
/// <param name="Imported">The prices are in the book.</param>
/// <param name="Added">Names without a price before.</param>
/// <param name="Changed">Names that get another price.</param>
/// <param name="Unchanged">Names that have the price already.</param>
/// <param name="Refused">Entries that cannot be used.</param>
/// <param name="Preview">Every entry.</param>
internal sealed record ImportResult(bool Imported, int Added, int Changed, int Unchanged, int Refused, PriceImportPreview Preview)
{
    /// <summary>Counts what a preview says.</summary>
    public static ImportResult Of(bool imported, PriceImportPreview preview) => new(
        imported,
        preview.Count(PriceChangeKind.Added),
        preview.Count(PriceChangeKind.Changed),
        preview.Count(PriceChangeKind.Unchanged),
        preview.Count(PriceChangeKind.Refused),
        preview);
}
