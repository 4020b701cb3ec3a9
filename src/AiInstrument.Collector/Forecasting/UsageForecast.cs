using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Forecasting;

/// <summary>A forecast of stored usage.</summary>
/// <param name="Name">The group; null for calls without the dimension, and for the forecast of all.</param>
/// <param name="Forecast">The running month.</param>
/// <param name="MonthToDate">The sums of the running month, with what of it is unpriced.</param>
/// <param name="Past">What this forecast would have said on the same day of the last full months, latest first.</param>
public sealed record UsageForecast(string? Name, MonthForecast Forecast, UsageTotals MonthToDate, IReadOnlyList<PastForecast> Past)
{
    /// <summary>Whether these are all groups that are not listed by themselves.</summary>
    public bool IsRest { get; init; }

    /// <summary>The mean error of the past forecasts as a share of the actual cost, whichever its sign; null without any.</summary>
    public double? PastError => Past.Count == 0 ? null : Past.Average(past => Math.Abs(past.Error));
}

/// <summary>A forecast of a month that is over, made from what was known on a day of it.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="Estimate">What it would have said, in nano-dollars.</param>
/// <param name="Actual">What the month cost.</param>
/// <param name="Inside">Whether the actual cost was in the interval.</param>
public sealed record PastForecast(DateOnly Month, long Estimate, long Actual, bool Inside)
{
    /// <summary>The error as a share of the actual cost: above zero when the estimate was too high.</summary>
    public double Error => ((double)Estimate / Actual) - 1;
}
