using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Access;

/// <summary>What the audit log says about changes of access.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditNothing))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(KeyChange))]
[JsonSerializable(typeof(SessionChange))]
[JsonSerializable(typeof(ProviderChange))]
internal sealed partial class AccessAuditJson : JsonSerializerContext;

/// <summary>Where the action says all.</summary>
internal sealed record AuditNothing
{
    public static AuditNothing Instance { get; } = new();
}

/// <summary>What an account may do, and what it could do before.</summary>
internal sealed record UserChange(string Role, IReadOnlyList<string> Organizations, bool Active, UserChange? Before = null);

/// <summary>What a key may do.</summary>
internal sealed record KeyChange(string Scopes);

/// <summary>How many sessions ended.</summary>
internal sealed record SessionChange(int Ended);

/// <summary>The provider who named a person; null where a password did.</summary>
internal sealed record ProviderChange(string? Provider);
