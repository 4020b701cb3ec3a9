using System.Text.Json.Serialization;

namespace AiInstrument.Budgets.Leasing;

/// <summary>The exchange as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(SyncAnswer))]
internal sealed partial class SyncJson : JsonSerializerContext;
