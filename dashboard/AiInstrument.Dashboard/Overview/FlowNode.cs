using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Overview;

/// <summary>A node of the flow with what goes through it.</summary>
internal sealed record FlowNode(FlowPlace Place, UsageTotals Totals);
