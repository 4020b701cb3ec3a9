using AiInstrument.Collector.Alerts;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>A rule that is evaluated again and again.</summary>
internal sealed class StoredAlertRule
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Name { get; set; }

    public required AlertKind Kind { get; set; }

    public required string FilterJson { get; set; }

    public required double Threshold { get; set; }

    public required long Minimum { get; set; }

    public required int WindowMinutes { get; set; }

    public required int? RenotifyMinutes { get; set; }

    public required bool Active { get; set; }

    /// <summary>Why the last evaluation failed, or null.</summary>
    public string? Problem { get; set; }

    public required long CreatedUnixMs { get; set; }

    public List<StoredRuleChannel> Channels { get; set; } = [];
}

/// <summary>A channel of a rule.</summary>
internal sealed class StoredRuleChannel
{
    public int RuleId { get; set; }

    public required int ChannelId { get; set; }
}
