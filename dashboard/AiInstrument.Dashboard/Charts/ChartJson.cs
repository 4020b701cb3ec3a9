using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;

namespace AiInstrument.Dashboard.Charts;

/// <summary>Writes a chart for the script. The encoder escapes everything that could end the script element.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChartData))]
internal sealed partial class ChartJson : JsonSerializerContext
{
    public static IHtmlContent Write(ChartModel chart) => new HtmlString(JsonSerializer.Serialize(
        new ChartData(chart.Measure.Name, chart.Labels, [.. chart.Series.Select(series => new ChartDataSeries(series.Name, series.Slot, series.Values))]),
        Default.ChartData));
}

/// <param name="Measure">cost (values are nano-dollars), calls or tokens.</param>
/// <param name="Labels">One per bucket.</param>
/// <param name="Series">The groups.</param>
internal sealed record ChartData(string Measure, IReadOnlyList<string> Labels, IReadOnlyList<ChartDataSeries> Series);

internal sealed record ChartDataSeries(string Name, int Slot, IReadOnlyList<long> Values);
