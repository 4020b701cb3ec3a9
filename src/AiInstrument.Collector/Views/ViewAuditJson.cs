using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Views;

/// <summary>What the audit log says about views and links to source.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ViewChange))]
[JsonSerializable(typeof(SourceLinkChange))]
internal sealed partial class ViewAuditJson : JsonSerializerContext;

/// <summary>Whether a view is shared.</summary>
internal sealed record ViewChange(bool Shared);

/// <summary>Where a service's source is, and where it was.</summary>
internal sealed record SourceLinkChange(string? Template, string? Before);
