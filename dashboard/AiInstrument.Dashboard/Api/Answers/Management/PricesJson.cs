using System.Text.Json.Serialization;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>Which records to price again.</summary>
/// <param name="Provider">Only this provider's; null for all.</param>
/// <param name="Model">Only models that fit; null for all.</param>
internal sealed record RepriceRequest(string? Provider, string? Model);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ListedPrices))]
[JsonSerializable(typeof(IReadOnlyList<UnpricedModel>))]
[JsonSerializable(typeof(IReadOnlyList<PriceImport>))]
[JsonSerializable(typeof(IReadOnlyList<PriceOverride>))]
[JsonSerializable(typeof(IReadOnlyList<RepricingRun>))]
[JsonSerializable(typeof(IReadOnlyList<CurrencyRate>))]
[JsonSerializable(typeof(IReadOnlyList<ListedPrice>))]
[JsonSerializable(typeof(PriceImportPreview))]
[JsonSerializable(typeof(PriceOverride))]
[JsonSerializable(typeof(RepriceRequest))]
internal sealed partial class PricesJson : JsonSerializerContext;
