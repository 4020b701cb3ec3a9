using AiInstrument.Collector.Forecasting;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>The running month's forecast, in all and by group.</summary>
internal sealed record UsageForecasts(DateOnly Month, UsageForecastItem Total, string? By, IReadOnlyList<UsageForecastItem> Groups);

/// <summary>One forecast. Money is in nano-dollars; the interval holds four times out of five; errors are shares of the actual cost.</summary>
internal sealed class UsageForecastItem(UsageForecast forecast)
{
    /// <summary>The group; null for calls without the dimension, for the total and for the rest.</summary>
    public string? Name { get; } = forecast.Name;

    /// <summary>Whether these are all groups that are not listed.</summary>
    public bool Rest { get; } = forecast.IsRest;

    public long MonthToDateNanoUsd { get; } = forecast.Forecast.SpentToDate;

    public long? EstimateNanoUsd { get; } = forecast.Forecast.Estimate;

    public long? LowNanoUsd { get; } = forecast.Forecast.Low;

    public long? HighNanoUsd { get; } = forecast.Forecast.High;

    public long UnpricedCalls { get; } = forecast.MonthToDate.UnpricedCalls;

    public long UnpricedTokens { get; } = forecast.MonthToDate.UnpricedTokens;

    public int HistoryDays { get; } = forecast.Forecast.HistoryDays;

    public IReadOnlyList<string> Notes { get; } =
        [.. Enum.GetValues<ForecastNotes>().Where(note => note != ForecastNotes.None && forecast.Forecast.Notes.HasFlag(note)).Select(UsageIncident.Spell)];

    public double? PastError { get; } = forecast.PastError;

    public IReadOnlyList<UsagePastForecast> Past { get; } = [.. forecast.Past.Select(past => new UsagePastForecast(past.Month, past.Estimate, past.Actual, past.Error, past.Inside))];
}

/// <summary>What the forecast would have said on the same day of an earlier month.</summary>
internal sealed record UsagePastForecast(DateOnly Month, long EstimateNanoUsd, long ActualNanoUsd, double Error, bool Inside);
