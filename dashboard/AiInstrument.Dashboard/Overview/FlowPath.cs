using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Overview;

/// <summary>What goes from a route or job through a feature to a model.</summary>
internal sealed record FlowPath(FlowPlace Route, FlowPlace Feature, FlowPlace Model, UsageTotals Totals);
