using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Api.Answers;

namespace AiInstrument.Dashboard.Billing;

/// <summary>An invoice line as exports write it.</summary>
/// <param name="line">The line.</param>
/// <param name="month">The month that is billed.</param>
internal sealed class InvoiceRow(InvoiceLine line, CalendarMonth month) : UsageMeasures(line.Totals)
{
    /// <summary><c>correction</c> for a day before the month that is billed, otherwise <c>usage</c>.</summary>
    public string Kind => month == default || CalendarMonth.Of(line.Day) < month ? "correction" : "usage";

    public DateOnly Day => line.Day;

    public string? Provider => line.Provider;

    public string? Model => line.Model;

    public string? Feature => line.Feature;

    public string? Category => line.Category;

    public IReadOnlyList<int> PriceIds => line.Prices;
}
