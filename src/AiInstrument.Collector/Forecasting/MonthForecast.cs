namespace AiInstrument.Collector.Forecasting;

/// <summary>What a month is likely to cost. Money is in nano-dollars.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="SpentToDate">Cost of the month until now.</param>
/// <param name="Estimate">Cost of the whole month; null while nothing is known to forecast from.</param>
/// <param name="Low">The lower end of the interval that should hold the month's cost in four of five cases. Never below <paramref name="SpentToDate"/>.</param>
/// <param name="High">Its upper end.</param>
/// <param name="HistoryDays">Whole days that were looked at, from the first with any cost, at the most <see cref="MonthForecaster.MostHistoryDays"/>.</param>
/// <param name="Notes">What the reader should know of this estimate.</param>
public sealed record MonthForecast(DateOnly Month, long SpentToDate, long? Estimate, long? Low, long? High, int HistoryDays, ForecastNotes Notes);
