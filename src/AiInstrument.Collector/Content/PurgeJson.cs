using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Content;

/// <summary>How purges are written to their journal, to the audit log and to the note of a backup.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Purge))]
[JsonSerializable(typeof(PurgeDetails))]
[JsonSerializable(typeof(BackupNote))]
internal sealed partial class PurgeJson : JsonSerializerContext;

/// <summary>What the audit log says of a purge: at its start what was ordered, at its end what it removed too.</summary>
internal sealed record PurgeDetails(
    string Purge,
    bool Everything,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Contents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Records,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Again);

/// <summary>What lies beside a backup: what is in it, and which purges it has seen.</summary>
internal sealed record BackupNote(DateTimeOffset Made, string Schema, long Records, DateTimeOffset? FirstRecord, DateTimeOffset? LastRecord, long Contents, IReadOnlyList<string> Purges, string Restore);
