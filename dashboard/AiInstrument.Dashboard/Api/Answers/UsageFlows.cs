using System.Text.Json.Serialization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/flow</c>: every combination of route or job, feature and model, largest cost first. They add up to the totals.</summary>
internal sealed record UsageFlows(string Period, DateOnly? From, DateOnly To, UsageMeasures Totals, IReadOnlyList<FlowMeasures> Flows);

/// <summary>One combination; null stands for calls without one.</summary>
internal sealed class FlowMeasures(UsageFlow flow) : UsageMeasures(flow.Totals)
{
    [JsonPropertyOrder(-3)]
    public string? Route { get; } = flow.EntryPoint;

    [JsonPropertyOrder(-2)]
    public string? Feature { get; } = flow.Feature;

    [JsonPropertyOrder(-1)]
    public string? Model { get; } = flow.Model;
}
