using System.Text.Json;
using System.Text.Json.Serialization;
using AiInstrument.Dashboard.Formatting;
using Microsoft.AspNetCore.Html;

namespace AiInstrument.Dashboard.Charts;

/// <summary>Writes a chart for the script. The encoder escapes everything that could end the script element.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChartData))]
internal sealed partial class ChartJson : JsonSerializerContext
{
    public static IHtmlContent Write(ChartModel chart) => new HtmlString(JsonSerializer.Serialize(
        new ChartData(
            chart.Measure.Name, DisplayCurrency.Current.Symbol, chart.Labels, [.. chart.Series.Select(series => new ChartDataSeries(series.Name, series.Slot, Shown(chart.Measure, series.Values)))]),
        Default.ChartData));

    private static IReadOnlyList<long> Shown(Measure measure, IReadOnlyList<long> values) =>
        measure == Measure.Cost ? [.. values.Select(value => (long)decimal.Round(DisplayCurrency.Current.Of(value)))] : values;
}

/// <param name="Measure">cost (values are billionths of the currency's unit), calls or tokens.</param>
/// <param name="Symbol">What stands before a cost.</param>
/// <param name="Labels">One per bucket.</param>
/// <param name="Series">The groups.</param>
internal sealed record ChartData(string Measure, string Symbol, IReadOnlyList<string> Labels, IReadOnlyList<ChartDataSeries> Series);

internal sealed record ChartDataSeries(string Name, int Slot, IReadOnlyList<long> Values);
