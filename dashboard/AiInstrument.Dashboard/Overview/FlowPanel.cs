using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>The overview's flow.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="Flow">What flows.</param>
/// <param name="Measures">The measures to choose from.</param>
internal sealed record FlowPanel(UsageScope Scope, FlowDiagram Flow, Segments Measures)
{
    /// <summary>The dimension of each column.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } = [Dimension.EntryPoint, Dimension.Feature, Dimension.Model];

    /// <summary>The calls of a path, or null where it holds a rest.</summary>
    public UsageScope? Of(FlowPath path) => path.Route.IsRest || path.Feature.IsRest || path.Model.IsRest
        ? null
        : Scope.Narrow(Dimension.EntryPoint, path.Route.Name).Narrow(Dimension.Feature, path.Feature.Name).Narrow(Dimension.Model, path.Model.Name);
}
