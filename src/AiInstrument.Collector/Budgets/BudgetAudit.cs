using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Budgets;

/// <summary>What the audit log says of a change.</summary>
/// <param name="Id">The budget.</param>
/// <param name="Before">What it was; null when it is new.</param>
/// <param name="After">What it is; null when it was deleted.</param>
internal sealed record BudgetAudit(int? Id, BudgetDraft? Before, BudgetDraft? After);

/// <summary>Writes audit entries without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BudgetAudit))]
internal sealed partial class BudgetAuditJson : JsonSerializerContext;
