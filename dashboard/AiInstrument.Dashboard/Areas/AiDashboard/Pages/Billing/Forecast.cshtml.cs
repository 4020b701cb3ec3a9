using AiInstrument.Dashboard.Access;
using AiInstrument.Collector.Forecasting;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Billing;

/// <summary>What the running month is likely to cost, in all and by group, with how wrong it would have been before.</summary>
[OpenTo(PageAudience.Readers)]
internal sealed class ForecastModel(IForecasts forecasts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int MostGroups = 20;

    public static IReadOnlyList<Dimension> Choices { get; } = [Dimension.Feature, Dimension.Organization, Dimension.Project, Dimension.Model];

    public UsageForecast Total { get; private set; } = null!;

    public Dimension By { get; private set; } = Dimension.Feature;

    public IReadOnlyList<UsageForecast> Groups { get; private set; } = [];

    public Segments Groupings { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "forecast";
        Windowed = false;
        Title = text["Nav.Forecast"];
        About = text["Forecast.About"];
        (Scope, var by) = Read(query => (new UsageScope(UsageScope.Read(query, time).Window, UsageFilter.None), query.Choice("by", [.. Choices.Select(choice => choice.Parameter)])));
        By = Dimension.FromParameter(by) ?? Dimension.Feature;
        Groupings = new Segments(text["Chart.By"], Choices.Select(choice => new Segment(text[choice.SingularKey], links.Forecast(choice.Parameter), choice == By)));
        Total = await forecasts.GetTotalAsync(Workspace, UsageFilter.None, cancellationToken).ConfigureAwait(false);
        Groups = await forecasts.GetByAsync(Workspace, UsageFilter.None, By.Kind, MostGroups, cancellationToken).ConfigureAwait(false);
    }
}
