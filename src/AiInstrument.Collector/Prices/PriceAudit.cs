using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Prices;

/// <summary>What the audit log keeps of an import.</summary>
internal sealed record ImportAudit(string Format, string File, DateOnly From, int Added, int Changed, int Unchanged, int Refused);

/// <summary>What the audit log keeps of an override.</summary>
internal sealed record OverrideAudit(DateOnly From, string? Tiers, decimal? DiscountPercent, string? SameAs, string Reason);

/// <summary>What the audit log keeps of a rate.</summary>
internal sealed record RateAudit(decimal? Before, decimal? After);

/// <summary>What the audit log keeps of a new pricing.</summary>
internal sealed record RepricingAudit(string? Provider, string? Model, long? Records, long? Changed, long? BeforeNanoUsd, long? AfterNanoUsd);

/// <summary>Writes details of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportAudit))]
[JsonSerializable(typeof(OverrideAudit))]
[JsonSerializable(typeof(RateAudit))]
[JsonSerializable(typeof(RepricingAudit))]
internal sealed partial class PriceAuditJson : JsonSerializerContext;
