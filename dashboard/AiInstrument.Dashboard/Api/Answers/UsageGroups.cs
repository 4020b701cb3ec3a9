using System.Text.Json.Serialization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

internal sealed class ModelUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Model { get; } = group.Name;
}

internal sealed class FeatureUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Feature { get; } = group.Name;
}

/// <summary>One route or job.</summary>
internal sealed class RouteUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Route { get; } = group.Name;
}

internal sealed class ProviderUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Provider { get; } = group.Name;
}

internal sealed class CategoryUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Category { get; } = group.Name;
}

internal sealed class OrganizationUsage(UsageGroup group) : UsageMeasures(group.Totals)
{
    [JsonPropertyOrder(-1)]
    public string? Organization { get; } = group.Name;
}

internal sealed class DayUsage(DateOnly day, UsageTotals totals) : UsageMeasures(totals)
{
    [JsonPropertyOrder(-1)]
    public DateOnly Day { get; } = day;
}
