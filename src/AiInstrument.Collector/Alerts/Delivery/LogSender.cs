using AiInstrument.Collector.Alerts.Channels;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Writes notifications to the log.</summary>
internal sealed partial class LogSender(ILogger<LogSender> logger) : IChannelSender
{
    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Log];

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(ChannelKind kind, ChannelSettings settings, AlertMessage message, CancellationToken cancellationToken)
    {
        LogAlert(message.Title, message.Text);
        return Task.FromResult(SendResult.Success("logged"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Title} {Text}")]
    private partial void LogAlert(string title, string text);
}
