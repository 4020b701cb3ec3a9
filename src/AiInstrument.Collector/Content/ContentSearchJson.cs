using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Content;

/// <summary>What the audit log says of a search in content.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ContentSearched))]
internal sealed partial class ContentSearchJson : JsonSerializerContext;

/// <summary>How much was looked at and found. Not what for: that is content in the making.</summary>
internal sealed record ContentSearched(int Records, int Contents, int Found);
