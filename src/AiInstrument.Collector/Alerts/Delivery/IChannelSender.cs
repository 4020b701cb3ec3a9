using AiInstrument.Collector.Alerts.Channels;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Sends notifications to channels of some kinds.</summary>
internal interface IChannelSender
{
    /// <summary>The kinds.</summary>
    IReadOnlyList<ChannelKind> Kinds { get; }

    /// <summary>Tries once. Throws nothing but a cancellation.</summary>
    Task<SendResult> SendAsync(ChannelKind kind, ChannelSettings settings, AlertMessage message, CancellationToken cancellationToken);
}
