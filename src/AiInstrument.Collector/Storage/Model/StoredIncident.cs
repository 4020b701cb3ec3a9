using AiInstrument.Collector.Alerts;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>From a rule's firing to its end. There is at most one open one for each rule and key.</summary>
internal sealed class StoredIncident
{
    public long Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required int? RuleId { get; set; }

    public required string RuleName { get; set; }

    public required AlertKind Kind { get; set; }

    public required string Key { get; set; }

    public required double Value { get; set; }

    public required double Threshold { get; set; }

    public double? Reference { get; set; }

    public required long FiredUnixMs { get; set; }

    public required long NotifiedUnixMs { get; set; }

    public required int Notifications { get; set; }

    /// <summary>Since when the measure is below the threshold again, or null.</summary>
    public long? ClearSinceUnixMs { get; set; }

    public long? ResolvedUnixMs { get; set; }

    public AlertResolution Resolution { get; set; }
}
