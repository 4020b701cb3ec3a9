using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Billing;

/// <summary>What the audit log says about statements.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatementClosed))]
internal sealed partial class BillingAuditJson : JsonSerializerContext;

/// <summary>What was frozen.</summary>
internal sealed record StatementClosed(string Month, int Lines, long UsageNanoUsd, long CorrectionsNanoUsd, string LinesSha256);
