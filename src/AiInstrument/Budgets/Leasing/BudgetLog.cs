using Microsoft.Extensions.Logging;

namespace AiInstrument.Budgets.Leasing;

/// <summary>What the exchange about budgets tells the application's log: each trouble once, until it is over.</summary>
internal static partial class BudgetLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} does not answer about budgets ({Reason}): its last answer counts for {AllowedAge}, then {Fallback}.")]
    public static partial void Unavailable(ILogger logger, Uri address, string reason, TimeSpan allowedAge, AiBudgetFallback fallback);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Address} refuses to answer about budgets ({Reason}): it is asked again once a minute. Its last answer counts for {AllowedAge}, then {Fallback}. Check the endpoint, the API key and the collector's version.")]
    public static partial void Refused(ILogger logger, Uri address, string reason, TimeSpan allowedAge, AiBudgetFallback fallback);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address} answers about budgets again.")]
    public static partial void Recovered(ILogger logger, Uri address);

    [LoggerMessage(Level = LogLevel.Error, Message = "The exchange about budgets failed in an unexpected way and goes on.")]
    public static partial void Failed(ILogger logger, Exception exception);
}
