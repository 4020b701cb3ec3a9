using AiInstrument.Collector.Alerts.Delivery;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Tests.Alerts;

/// <summary>Keeps what the log channel writes.</summary>
internal sealed class MessageLog : ILogger<LogSender>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
}
