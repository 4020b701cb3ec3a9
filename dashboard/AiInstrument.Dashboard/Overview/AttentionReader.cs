using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Budgets;
using AiInstrument.Dashboard.Coverage;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Overview;

/// <summary>Finds what makes the figures incomplete or unusual: alerts, no price, no attribution, failures, a jump in cost, call sites that escape, spans that never arrived, budgets that run out.</summary>
internal sealed class AttentionReader(IUsageQueries queries, IUsageAudience audience, IBudgets budgets, IAlerts alerts, DashboardLinks links, IStringLocalizer<Text> text)
{
    private const double FailureRate = 0.05;
    private const int FewestCalls = 10;
    private const double CostJump = 0.5;
    private const int MaxPerKind = 3;

    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(int workspace, UsageScope scope, PeriodCard? card, CancellationToken cancellationToken)
    {
        var features = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, UsageDimension.Feature, cancellationToken).ConfigureAwait(false);
        var models = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, UsageDimension.Model, cancellationToken).ConfigureAwait(false);
        var routes = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, UsageDimension.EntryPoint, cancellationToken).ConfigureAwait(false);
        var callSites = scope.Filter == UsageFilter.None
            ? (await queries.GetCoverageAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false)).CallSites
            : [];
        return
        [
            .. await FiringAsync(workspace, scope, cancellationToken).ConfigureAwait(false),
            .. await LossesAsync(workspace, scope, cancellationToken).ConfigureAwait(false),
            .. await BudgetsAsync(workspace, scope, cancellationToken).ConfigureAwait(false),
            .. Failures(scope, features),
            .. Unpriced(scope, models),
            .. Jump(scope, card),
            .. Missing(scope, Dimension.Feature, features),
            .. Missing(scope, Dimension.EntryPoint, routes),
            .. CallSites(scope, callSites),
            .. Estimated(scope, models),
        ];
    }

    /// <summary>Spans that services say they have lost. They belong to no dimension, so that no narrowing hides them.</summary>
    public async Task<IReadOnlyList<AttentionItem>> LossesAsync(int workspace, UsageScope scope, CancellationToken cancellationToken)
    {
        var losses = await queries.GetLossesAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false);
        return [.. losses.Select(loss => new AttentionItem(
            "error",
            text["Attention.Lost", Figures.Count(loss.Lost + loss.Rejected), loss.Service.Length > 0 ? loss.Service : text[Dimension.Service.NoneKey]],
            text["Attention.Lost.Detail", Figures.Moment(loss.Since), Figures.Count(loss.Lost), Figures.Count(loss.Rejected)],
            links.Coverage(scope)))];
    }

    // Budgets have periods and scopes of their own: they are shown where nothing is narrowed, and to those who see the whole workspace.
    private async Task<IEnumerable<AttentionItem>> BudgetsAsync(int workspace, UsageScope scope, CancellationToken cancellationToken) => !IsWhole(scope)
        ? []
        : (await budgets.GetStatesAsync(workspace, cancellationToken).ConfigureAwait(false))
            .Where(state => state.Level != BudgetLevel.Ok)
            .OrderByDescending(state => state.Level).ThenByDescending(BudgetText.Share)
            .Take(MaxPerKind)
            .Select(state => new AttentionItem(
                state.Level == BudgetLevel.Warning ? "warning" : "error",
                text["Attention.Budget." + state.Level, BudgetText.Name(state), Figures.Percent(BudgetText.Share(state))],
                text["Attention.Budget.Detail", text.Amount(state.Unit, state.Used), text.Amount(state.Unit, state.Limit), state.Period],
                links.MayManage ? links.Budget(state.BudgetId) : null));

    /// <summary>Alerts that fire. They have narrowings of their own, so that they stand on the whole overview alone, for those who see the whole workspace.</summary>
    private async Task<IReadOnlyList<AttentionItem>> FiringAsync(int workspace, UsageScope scope, CancellationToken cancellationToken)
    {
        var firing = IsWhole(scope) ? await alerts.GetFiringAsync(workspace, cancellationToken).ConfigureAwait(false) : [];
        return [.. firing.Take(MaxPerKind).Select(incident => new AttentionItem(
            "error",
            text["Attention.Alert", incident.Key.Length == 0 ? incident.RuleName : $"{incident.RuleName} ({incident.Key})"],
            text["Attention.Alert.Detail", AlertFigures.Value(text, incident.Kind, incident.Value), AlertFigures.Value(text, incident.Kind, incident.Threshold), Figures.Moment(incident.Fired)],
            links.MayManage ? links.Alerts : null))];
    }

    private bool IsWhole(UsageScope scope) => scope.Filter == UsageFilter.None && audience.Audience.SeesEverything;

    private IEnumerable<AttentionItem> Failures(UsageScope scope, IReadOnlyList<UsageGroup> features) => features
        .Where(group => group.Totals.Calls >= FewestCalls && group.Totals.FailureRate() >= FailureRate)
        .OrderByDescending(group => group.Totals.Failed)
        .Take(MaxPerKind)
        .Select(group => new AttentionItem(
            "error",
            text["Attention.Failures", group.Name ?? text[Dimension.Feature.NoneKey], Figures.Percent(group.Totals.FailureRate()!.Value)],
            text["Attention.Failures.Detail", Figures.Count(group.Totals.Failed), Figures.Count(group.Totals.Calls)],
            links.Records(scope.Narrow(Dimension.Feature, group.Name), "error")));

    private IEnumerable<AttentionItem> Unpriced(UsageScope scope, IReadOnlyList<UsageGroup> models) => models
        .Where(group => group.Totals.UnpricedCalls > 0)
        .OrderByDescending(group => group.Totals.UnpricedTokens)
        .Take(MaxPerKind)
        .Select(group => new AttentionItem(
            "warning",
            text["Attention.Unpriced", group.Name ?? text[Dimension.Model.NoneKey]],
            text["Attention.Unpriced.Detail", Figures.Count(group.Totals.UnpricedCalls), Figures.Compact(group.Totals.UnpricedTokens)],
            links.MayManage ? links.Unpriced() : links.Records(scope.Narrow(Dimension.Model, group.Name), "unpriced")));

    private IEnumerable<AttentionItem> Jump(UsageScope scope, PeriodCard? card)
    {
        if (card is { Change: >= CostJump })
        {
            yield return new AttentionItem(
                "warning",
                text["Attention.Jump", Figures.Percent(card.Change.Value)],
                text["Attention.Jump.Detail", Money.Short(card.Previous!.CostNanoUsd), Money.Short(card.Compared.CostNanoUsd)],
                links.Explore(Dimension.Feature, scope));
        }
    }

    private IEnumerable<AttentionItem> Missing(UsageScope scope, Dimension dimension, IReadOnlyList<UsageGroup> groups) => groups
        .Where(group => group.Name is null)
        .Select(group => new AttentionItem(
            "warning",
            text[$"Attention.Missing.{dimension.Kind}"],
            text["Attention.Missing.Detail", Figures.Count(group.Totals.Calls)],
            links.Records(scope.Narrow(dimension, value: null))));

    private IEnumerable<AttentionItem> CallSites(UsageScope scope, IReadOnlyList<CoverageCallSite> callSites)
    {
        foreach (var (state, level) in ((string, string)[])[(CallSiteState.Escaped, "warning"), (CallSiteState.Unknown, "info")])
        {
            if (callSites.Count(site => site.State == state) is > 0 and var count)
            {
                yield return new AttentionItem(level, text[$"Attention.CallSites.{state}", Figures.Count(count)], text[$"Attention.CallSites.{state}.Detail"], links.Coverage(scope, state));
            }
        }
    }

    private IEnumerable<AttentionItem> Estimated(UsageScope scope, IReadOnlyList<UsageGroup> models)
    {
        if (models.Sum(group => group.Totals.EstimatedCalls) is > 0 and var calls)
        {
            yield return new AttentionItem("info", text["Attention.Estimated", Figures.Count(calls)], text["Attention.Estimated.Detail"], links.Records(scope, "estimated"));
        }
    }
}
