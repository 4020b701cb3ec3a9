namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The data of the event <c>totals</c>: the sums of the scope, whenever they change.</summary>
internal sealed record LiveTotals(string Period, DateOnly? From, DateOnly To, UsageMeasures Totals);
