using System.Globalization;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>A rule to be made, changed or removed. The id 0 stands for a new one.</summary>
internal sealed class AlertRuleModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : AlertFormPage(links, time, text)
{
    private const decimal NanoPerUsd = 1_000_000_000m;
    private static readonly int[] CommonIntervals = [60, 240, 1440, 10_080];

    public AlertRule Rule { get; private set; } = null!;

    public IReadOnlyList<NotificationChannel> Channels { get; private set; } = [];

    /// <summary>The dimensions that rules of the kind heed.</summary>
    public IReadOnlyList<Dimension> Dimensions => Rule.Kind switch
    {
        AlertKind.Budget => [],
        AlertKind.Coverage or AlertKind.LostSpans => [Dimension.Service],
        _ => Dimension.All,
    };

    public IEnumerable<int> Intervals => Rule.RenotifyMinutes is { } own ? CommonIntervals.Append(own).Distinct().Order() : CommonIntervals;

    public FormField Field(string name, string label, string? unit = null, string? mode = null, int? maxLength = null) =>
        base.Field(name, label) with { Unit = unit, Mode = mode, MaxLength = maxLength };

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        var kind = Read(query => query.Choice("kind", Enum.GetNames<AlertKind>()));
        var rule = id == 0 ? AlertTraits.Of(kind is null ? AlertKind.Budget : Enum.Parse<AlertKind>(kind)).Start : await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (rule is null)
        {
            return NotFound();
        }

        await ShowAsync(rule, cancellationToken).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        var form = new FormReader(Request.Form);
        var rule = Entered(id, form);
        if (await SaveAsync(form, async () => await alerts.SaveRuleAsync(User.Actor(), rule, cancellationToken).ConfigureAwait(false) is not null).ConfigureAwait(false) is { } done)
        {
            return done;
        }

        await ShowAsync(rule, cancellationToken).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id, CancellationToken cancellationToken) =>
        Back(await alerts.DeleteRuleAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false));

    private static AlertRule Entered(int id, FormReader form)
    {
        var kind = form.Choice("kind", AlertKind.Budget);
        var traits = AlertTraits.Of(kind);
        var minimum = traits.MinimumUnit is null ? 0 : form.Number("minimum");
        return new AlertRule(id, form.Text("name") ?? "", kind)
        {
            Threshold = (double)form.Number("threshold"),
            Minimum = (long)(traits.MinimumUnit == AlertUnit.NanoUsd ? minimum * NanoPerUsd : minimum),
            WindowMinutes = traits.Windows.Count == 0 ? 0 : form.Whole("window") ?? 0,
            RenotifyMinutes = form.Whole("renotify"),
            Active = form.Flag("active"),
            Channels = form.Ids("channels"),
            Filter = Dimension.All.Aggregate(UsageFilter.None, (filter, dimension) => dimension.Set(filter, form.Text(dimension.Parameter))),
        };
    }

    protected override string? Stored(string name) => name switch
    {
        "name" => Rule.Name,
        "threshold" => Rule.Threshold.ToString(CultureInfo.InvariantCulture),
        "minimum" => AlertTraits.Of(Rule.Kind).MinimumUnit == AlertUnit.NanoUsd
            ? (Rule.Minimum / NanoPerUsd).ToString("0.#########", CultureInfo.InvariantCulture)
            : Rule.Minimum.ToString(CultureInfo.InvariantCulture),
        _ => Dimension.FromParameter(name)?.Get(Rule.Filter),
    };

    private async Task<AlertRule?> FindAsync(int id, CancellationToken cancellationToken) =>
        (await alerts.GetRulesAsync(Workspace, cancellationToken).ConfigureAwait(false)).FirstOrDefault(rule => rule.Id == id);

    private async Task ShowAsync(AlertRule rule, CancellationToken cancellationToken)
    {
        Show(rule.Id == 0 ? Text["Alerts.Rule.New"] : rule.Name);
        Rule = rule;
        Channels = await alerts.GetChannelsAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
