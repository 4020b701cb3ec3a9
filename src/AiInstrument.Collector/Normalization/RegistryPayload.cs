using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Normalization;

/// <summary>The JSON of a registry span, schema 1. Null members are left out; unknown ones are ignored, so that a newer runtime can add some.</summary>
internal sealed record RegistryPayload
{
    /// <summary>Declared features.</summary>
    public List<RegistryFeature>? Features { get; init; }

    /// <summary>HTTP endpoints.</summary>
    public List<RegistryRoute>? Routes { get; init; }

    /// <summary>Other entry points.</summary>
    public List<RegistryJob>? Jobs { get; init; }

    /// <summary>Call sites.</summary>
    public List<RegistryCallSite>? CallSites { get; init; }

    /// <summary>What entry points reach; null when the build did not look.</summary>
    public List<RegistryReach>? Reaches { get; init; }
}

/// <summary>Reads registry payloads without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryPayload))]
internal sealed partial class RegistryJson : JsonSerializerContext;
