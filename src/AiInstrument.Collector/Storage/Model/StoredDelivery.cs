using AiInstrument.Collector.Alerts;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>A notification on its way to a channel, and afterwards what became of it.</summary>
internal sealed class StoredDelivery
{
    public long Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required int? ChannelId { get; set; }

    public required string ChannelName { get; set; }

    public required AlertEvent Event { get; set; }

    public required string RuleName { get; set; }

    public required string MessageJson { get; set; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public required long CreatedUnixMs { get; set; }

    /// <summary>When to try next; null when nothing is left to do.</summary>
    public required long? NextUnixMs { get; set; }

    public long? FinishedUnixMs { get; set; }

    /// <summary>What the last attempt came to.</summary>
    public string? Answer { get; set; }
}
