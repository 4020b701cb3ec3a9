using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>The page of one name of a dimension: what is known of it, what it costs, how, for whom, and its newest records.</summary>
internal abstract class NamePage(NameReader names, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private static readonly IReadOnlyList<Dimension> ChartDimensions = [Dimension.Model, Dimension.Feature, Dimension.EntryPoint, Dimension.Provider];

    public Dimension Dimension { get; private set; } = Dimension.Feature;

    public NameView View { get; private set; } = null!;

    public Segments Measures { get; private set; } = null!;

    public Segments Groupings { get; private set; } = null!;

    /// <inheritdoc/>
    public override UsageScope? ChipScope => Scope is null ? null : Scope with { Filter = Dimension.Set(Scope.Filter, null) };

    /// <inheritdoc/>
    public override bool OffersOrganizations => Dimension != Dimension.Organization && Dimension != Dimension.CallSite;

    /// <summary>Reads the page.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="filters">What may narrow, the dimension among them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>404 where no name is given, or neither calls nor code know it.</returns>
    protected async Task<IActionResult> ShowAsync(Dimension dimension, IReadOnlyList<Dimension> filters, CancellationToken cancellationToken)
    {
        Dimension = dimension;
        Section = dimension.Slug;
        var offered = ChartDimensions.Where(other => other != dimension).ToList();
        var (scope, compare, other, by, wanted) = Read(query =>
        {
            var scope = UsageScope.Read(query, time, filters);
            var compare = query.Text("compare");
            return (
                scope,
                compare,
                ExplorerRequest.OtherOf(query, scope.Window, compare ?? ExplorerRequest.Previous, time),
                Dimension.FromParameter(query.Choice("by", [.. offered.Select(one => one.Parameter)])) ?? offered[0],
                query.Choice("measure", Measure.Names));
        });
        Scope = scope;
        if (dimension.Get(scope.Filter) is not { } value
            || await names.ReadAsync(Workspace, dimension, value, scope, other, by, wanted, [.. filters.Where(one => one != dimension)], cancellationToken).ConfigureAwait(false) is not { } view)
        {
            return NotFound();
        }

        View = view;
        Live = LiveLine.Figures(scope, time);
        Title = view.Title;
        About = text[dimension.SingularKey];
        Measures = new Segments(text["Chart.Measure"], Measure.All.Select(one => new Segment(text[one.Key], links.Name(dimension, scope, compare, by.Parameter, one.Name), one == view.Chart.Measure)));
        Groupings = new Segments(text["Chart.By"], offered.Select(one => new Segment(text[one.SingularKey], links.Name(dimension, scope, compare, one.Parameter, view.Chart.Measure.Name), one == by)));
        return Page();
    }
}
