using Microsoft.Extensions.Logging;

namespace AiInstrument.Delivery;

/// <summary>What delivery tells the application's log: each trouble once, until it is over.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox folder '{Folder}' cannot be used ({Reason}): spans wait in memory and are lost if the process is killed. Set AiInstrumentOptions.Outbox.Directory to a folder that can be written.")]
    public static partial void NoFolder(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} cannot take spans now ({Reason}): they wait in the outbox.")]
    public static partial void Unavailable(ILogger logger, Uri address, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Address} refuses spans ({Reason}): they wait in the outbox and are tried again once a minute. Check the endpoint, the protocol and the API key.")]
    public static partial void Refused(ILogger logger, Uri address, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address} takes spans again.")]
    public static partial void Recovered(ILogger logger, Uri address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lost} spans were lost and {Rejected} were rejected by the receiver since this process started.")]
    public static partial void Lost(ILogger logger, long lost, long rejected);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery failed in an unexpected way and goes on.")]
    public static partial void Failed(ILogger logger, Exception exception);
}
