using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Pricing;

/// <summary>Reads and writes price books without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PriceBookFile))]
[JsonSerializable(typeof(PriceBookEntry))]
[JsonSerializable(typeof(SortedDictionary<string, PriceSheet>))]
internal sealed partial class PriceBookJson : JsonSerializerContext;
