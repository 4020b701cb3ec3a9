namespace AiInstrument.Collector.Storage.Model;

/// <summary>What a rule remembers of what it measures, for example the coverage that later ones are compared with.</summary>
internal sealed class StoredAlertState
{
    public required int RuleId { get; set; }

    public required string Key { get; set; }

    public required double Value { get; set; }

    public required long AtUnixMs { get; set; }
}
