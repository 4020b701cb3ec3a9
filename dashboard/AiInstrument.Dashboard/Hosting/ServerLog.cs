using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Hosting;

internal static partial class ServerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The database does not answer: the server reports that it is not ready.")]
    public static partial void NotReady(this ILogger logger, Exception exception);
}
