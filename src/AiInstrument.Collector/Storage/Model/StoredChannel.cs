using AiInstrument.Collector.Alerts;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>Where notifications go. The address and what it is used with are encrypted.</summary>
internal sealed class StoredChannel
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Name { get; set; }

    public required ChannelKind Kind { get; set; }

    /// <summary>What may be shown of the address.</summary>
    public required string Target { get; set; }

    /// <summary>Protected <see cref="Alerts.Channels.ChannelSettings"/>.</summary>
    public required byte[] Secret { get; set; }

    public required bool Active { get; set; }

    public required long CreatedUnixMs { get; set; }
}
