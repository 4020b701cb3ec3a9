using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Budgets;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>Finds the budgets and alert rules that name a value. They are told to those who see the whole workspace.</summary>
internal sealed class WatcherReader(IUsageAudience audience, IBudgets budgets, IAlerts alerts, DashboardLinks links, IStringLocalizer<Text> text)
{
    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(int workspace, Dimension dimension, string name, CancellationToken cancellationToken) => !audience.Audience.SeesEverything
        ? []
        :
        [
            .. await BudgetsAsync(workspace, dimension, name, cancellationToken).ConfigureAwait(false),
            .. await AlertsAsync(workspace, dimension, name, cancellationToken).ConfigureAwait(false),
        ];

    private async Task<IEnumerable<AttentionItem>> BudgetsAsync(int workspace, Dimension dimension, string name, CancellationToken cancellationToken)
    {
        var named = (await budgets.ListAsync(workspace, cancellationToken).ConfigureAwait(false)).ToDictionary(budget => budget.Id, budget => budget.Draft.Scope);
        return (await budgets.GetStatesAsync(workspace, cancellationToken).ConfigureAwait(false))
            .Where(state => named.TryGetValue(state.BudgetId, out var scope)
                && scope.Named.Where(pair => pair.Value != BudgetScope.Each).Concat(scope.Values(state.Key)).Any(pair => BudgetText.Of(pair.Dimension) == dimension && pair.Value == name))
            .Select(state => new AttentionItem(
                state.Level switch { BudgetLevel.Ok => "info", BudgetLevel.Warning => "warning", _ => "error" },
                text["Attention.Budget." + state.Level, BudgetText.Name(state), Figures.Percent(BudgetText.Share(state))],
                text["Attention.Budget.Detail", text.Amount(state.Unit, state.Used), text.Amount(state.Unit, state.Limit), state.Period],
                links.MayManage ? links.Budget(state.BudgetId) : null));
    }

    private async Task<IEnumerable<AttentionItem>> AlertsAsync(int workspace, Dimension dimension, string name, CancellationToken cancellationToken)
    {
        var firing = (await alerts.GetFiringAsync(workspace, cancellationToken).ConfigureAwait(false)).ToLookup(incident => incident.RuleId);
        return (await alerts.GetRulesAsync(workspace, cancellationToken).ConfigureAwait(false))
            .Where(rule => dimension.Get(rule.Filter) == name)
            .Select(rule => firing[rule.Id].FirstOrDefault() is { } incident
                ? new AttentionItem(
                    "error",
                    text["Attention.Alert", rule.Name],
                    text["Attention.Alert.Detail", AlertFigures.Value(text, incident.Kind, incident.Value), AlertFigures.Value(text, incident.Kind, incident.Threshold), Figures.Moment(incident.Fired)],
                    links.MayManage ? links.Alerts : null)
                : new AttentionItem("info", rule.Name, text["Name.AlertQuiet"], links.MayManage ? links.AlertRule(rule.Id) : null));
    }
}
