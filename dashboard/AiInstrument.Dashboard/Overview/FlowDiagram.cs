using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Charts;

namespace AiInstrument.Dashboard.Overview;

/// <summary>What goes from routes and jobs through features to models. The largest nodes of each column have a place of their own; the rest of it is one, so that every column sums up to the totals.</summary>
internal sealed class FlowDiagram
{
    /// <summary>Nodes of a column beside the rest.</summary>
    public const int Top = 8;

    private FlowDiagram(Measure measure, IReadOnlyList<FlowPath> paths, IReadOnlyList<IReadOnlyList<FlowNode>> columns)
    {
        (Measure, Paths, Columns) = (measure, paths, columns);
        Totals = Sum(paths.Select(path => path.Totals));
    }

    public Measure Measure { get; }

    /// <summary>The combinations of nodes, largest first.</summary>
    public IReadOnlyList<FlowPath> Paths { get; }

    /// <summary>Routes and jobs, features, models: each largest first, the rest last.</summary>
    public IReadOnlyList<IReadOnlyList<FlowNode>> Columns { get; }

    public UsageTotals Totals { get; }

    /// <summary>Puts flows together.</summary>
    /// <param name="flows">Every combination.</param>
    /// <param name="measure">What makes a node large.</param>
    public static FlowDiagram Of(IReadOnlyList<UsageFlow> flows, Measure measure)
    {
        var routes = Largest(flows, flow => flow.EntryPoint, measure);
        var features = Largest(flows, flow => flow.Feature, measure);
        var models = Largest(flows, flow => flow.Model, measure);
        var paths = flows
            .GroupBy(flow => (Route: Place(routes, flow.EntryPoint), Feature: Place(features, flow.Feature), Model: Place(models, flow.Model)))
            .Select(same => new FlowPath(same.Key.Route, same.Key.Feature, same.Key.Model, Sum(same.Select(flow => flow.Totals))))
            .OrderByDescending(path => measure.Of(path.Totals)).ThenByDescending(path => path.Totals.Calls)
            .ThenBy(path => path.Route.Name, StringComparer.Ordinal).ThenBy(path => path.Feature.Name, StringComparer.Ordinal).ThenBy(path => path.Model.Name, StringComparer.Ordinal)
            .ToList();
        return new FlowDiagram(measure, paths, [Column(paths, path => path.Route, routes), Column(paths, path => path.Feature, features), Column(paths, path => path.Model, models)]);
    }

    private static List<string?> Largest(IReadOnlyList<UsageFlow> flows, Func<UsageFlow, string?> name, Measure measure) =>
    [
        .. flows
            .GroupBy(name, flow => flow.Totals, StringComparer.Ordinal)
            .Select(same => (Name: same.Key, Totals: Sum(same)))
            .OrderByDescending(node => measure.Of(node.Totals)).ThenByDescending(node => node.Totals.Calls).ThenBy(node => node.Name, StringComparer.Ordinal)
            .Select(node => node.Name)
            .Take(Top),
    ];

    private static FlowPlace Place(List<string?> largest, string? name) => largest.Contains(name) ? new FlowPlace(name, IsRest: false) : new FlowPlace(null, IsRest: true);

    private static IReadOnlyList<FlowNode> Column(List<FlowPath> paths, Func<FlowPath, FlowPlace> place, List<string?> order) =>
    [
        .. paths.GroupBy(place, path => path.Totals)
            .OrderBy(node => node.Key.IsRest ? Top : order.IndexOf(node.Key.Name))
            .Select(node => new FlowNode(node.Key, Sum(node))),
    ];

    private static UsageTotals Sum(IEnumerable<UsageTotals> totals) => totals.Aggregate(new UsageTotals(), (sum, next) => sum.Plus(next));
}
