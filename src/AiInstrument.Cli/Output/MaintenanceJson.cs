using System.Text.Json.Serialization;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Output;

/// <summary>Results of commands on a data folder as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<RebuiltRollup>))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(AdminToken))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;

/// <summary>An admin's new token.</summary>
/// <param name="Token">The token, which cannot be read again.</param>
internal sealed record AdminToken(string Token);
