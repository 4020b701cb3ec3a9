using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Forecasting;

/// <summary>Month-end forecasts of stored usage, each with how wrong it would have been in the months before.</summary>
public interface IForecasts
{
    /// <summary>The forecast of all usage that a filter leaves.</summary>
    Task<UsageForecast> GetTotalAsync(int workspaceId, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>The forecasts of the groups that cost most in the last half year, largest estimate first, and behind them the rest as one.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="dimension">What to group by.</param>
    /// <param name="top">How many groups, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<UsageForecast>> GetByAsync(int workspaceId, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken);
}
