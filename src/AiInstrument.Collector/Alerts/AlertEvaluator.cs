using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Alerts.Measures;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Alerts;

/// <summary>
/// Measures each rule and keeps its incidents. An incident and its notifications are saved together, so that neither a restart nor a fault forgets or repeats one.
/// </summary>
internal sealed partial class AlertEvaluator(
    CollectorDatabase database, IServiceScopeFactory scopes, IEnumerable<IAlertMeasure> measures, IOptions<CollectorOptions> options, TimeProvider time, ILogger<AlertEvaluator> logger)
{
    private const int DeliveryDays = 90;
    private const int HistoryDays = 400;

    // Keys are names that senders choose: a stranger's thousand services must not become a thousand mails.
    private const int MostOpen = 50;

    private readonly Dictionary<AlertKind, IAlertMeasure> _measures = measures.SelectMany(measure => measure.Kinds, KeyValuePair.Create).ToDictionary(pair => pair.Value, pair => pair.Key);
    private DateOnly _cleaned;

    /// <summary>Evaluates every active rule once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        List<StoredAlertRule> rules;
        await using (context.ConfigureAwait(false))
        {
            await CleanAsync(context, cancellationToken).ConfigureAwait(false);
            await EndAbandonedAsync(context, cancellationToken).ConfigureAwait(false);
            rules = await context.AlertRules.AsNoTracking().Include(rule => rule.Channels).Where(rule => rule.Active).OrderBy(rule => rule.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var rule in rules)
        {
            string? problem = null;
            try
            {
                await EvaluateAsync(rule, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // Whatever one rule meets, the others are evaluated; the page shows which one is broken.
                problem = SafeText.Clean(exception.Message);
                if (rule.Problem != problem)
                {
                    LogBroken(rule.Id, exception);
                }
            }

            if (rule.Problem != problem)
            {
                await SaveProblemAsync(rule.Id, problem, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task EvaluateAsync(StoredAlertRule stored, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rule = AlertStore.ToRule(stored);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var memory = await context.AlertStates.Where(state => state.RuleId == rule.Id).ToDictionaryAsync(state => state.Key, cancellationToken).ConfigureAwait(false);
            var open = await context.Incidents.Where(incident => incident.RuleId == rule.Id && incident.ResolvedUnixMs == null).ToDictionaryAsync(incident => incident.Key, cancellationToken).ConfigureAwait(false);
            var readings = await MeasureAsync(stored.WorkspaceId, rule, memory, now, cancellationToken).ConfigureAwait(false);
            var opened = 0;
            foreach (var reading in readings.Values.OrderByDescending(reading => reading.Value / reading.Limit))
            {
                Remember(context, memory, rule.Id, reading);
                if (!open.ContainsKey(reading.Key) && IncidentFlow.Opens(reading) && open.Count + opened < MostOpen)
                {
                    opened++;
                    var incident = Open(stored, reading, now);
                    context.Incidents.Add(incident);
                    await NotifyAsync(context, AlertEvent.Firing, incident, stored, rule, now, cancellationToken).ConfigureAwait(false);
                }
            }

            foreach (var incident in open.Values)
            {
                if (Advance(incident, readings.GetValueOrDefault(incident.Key), rule, now) is { } happened)
                {
                    await NotifyAsync(context, happened, incident, stored, rule, now, cancellationToken).ConfigureAwait(false);
                }
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Dictionary<string, AlertReading>> MeasureAsync(
        int workspaceId, AlertRule rule, Dictionary<string, StoredAlertState> memory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var question = new AlertQuestion(
                workspaceId,
                rule,
                now,
                scope.ServiceProvider.GetRequiredService<IUsageQueries>(),
                memory.ToDictionary(state => state.Key, state => new AlertMemory(state.Value.Value, DateTimeOffset.FromUnixTimeMilliseconds(state.Value.AtUnixMs))));
            var readings = await _measures[rule.Kind].ReadAsync(question, cancellationToken).ConfigureAwait(false);
            return readings.DistinctBy(reading => reading.Key).ToDictionary(reading => reading.Key);
        }
    }

    private static StoredIncident Open(StoredAlertRule rule, AlertReading reading, DateTimeOffset now) => new()
    {
        WorkspaceId = rule.WorkspaceId,
        RuleId = rule.Id,
        RuleName = rule.Name,
        Kind = rule.Kind,
        Key = reading.Key,
        Value = reading.Value,
        Threshold = reading.Limit,
        Reference = reading.Reference,
        FiredUnixMs = now.ToUnixTimeMilliseconds(),
        NotifiedUnixMs = now.ToUnixTimeMilliseconds(),
        Notifications = 0,
    };

    /// <summary>Moves an open incident on.</summary>
    /// <returns>What to tell, or null.</returns>
    private static AlertEvent? Advance(StoredIncident incident, AlertReading? reading, AlertRule rule, DateTimeOffset now)
    {
        var step = IncidentFlow.Next(
            incident.ClearSinceUnixMs is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null,
            DateTimeOffset.FromUnixTimeMilliseconds(incident.NotifiedUnixMs),
            rule.RenotifyMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            reading,
            now);
        incident.ClearSinceUnixMs = step.ClearSince?.ToUnixTimeMilliseconds();
        if (reading is not null)
        {
            (incident.Value, incident.Threshold, incident.Reference) = (reading.Value, reading.Limit, reading.Reference);
        }

        if (step.Notify == AlertEvent.Resolved)
        {
            incident.ResolvedUnixMs = now.ToUnixTimeMilliseconds();
            incident.Resolution = step.Resolution;
        }

        return step.Notify;
    }

    private static void Remember(CollectorDbContext context, Dictionary<string, StoredAlertState> memory, int ruleId, AlertReading reading)
    {
        if (reading.Remember is not { } remember)
        {
            return;
        }

        if (memory.TryGetValue(reading.Key, out var state))
        {
            (state.Value, state.AtUnixMs) = (remember.Value, remember.At.ToUnixTimeMilliseconds());
        }
        else
        {
            context.AlertStates.Add(new StoredAlertState { RuleId = ruleId, Key = reading.Key, Value = remember.Value, AtUnixMs = remember.At.ToUnixTimeMilliseconds() });
        }
    }

    private async Task NotifyAsync(
        CollectorDbContext context, AlertEvent happened, StoredIncident incident, StoredAlertRule stored, AlertRule rule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        incident.NotifiedUnixMs = now.ToUnixTimeMilliseconds();
        incident.Notifications++;
        var channels = await context.Channels.Where(channel => rule.Channels.Contains(channel.Id) && channel.Active).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var channel in channels)
        {
            var message = AlertSentences.Write(happened, incident, rule, options.Value.PublicUrl, now);
            context.Deliveries.Add(DeliveryOutbox.Make(channel, message, stored.Name, now));
        }
    }

    private async Task SaveProblemAsync(int ruleId, string? problem, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.AlertRules.Where(rule => rule.Id == ruleId).ExecuteUpdateAsync(rule => rule.SetProperty(row => row.Problem, problem), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what an evaluation opened while its rule was being switched off or removed.</summary>
    private async Task EndAbandonedAsync(CollectorDbContext context, CancellationToken cancellationToken)
    {
        var abandoned = await context.Incidents
            .Where(incident => incident.ResolvedUnixMs == null && !context.AlertRules.Any(rule => rule.Id == incident.RuleId && rule.Active))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var incident in abandoned)
        {
            (incident.ResolvedUnixMs, incident.Resolution) = (time.GetUtcNow().ToUnixTimeMilliseconds(), AlertResolution.RuleChanged);
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes old history and deliveries, once a day.</summary>
    private async Task CleanAsync(CollectorDbContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (_cleaned == today)
        {
            return;
        }

        var deliveriesFrom = now.AddDays(-DeliveryDays).ToUnixTimeMilliseconds();
        var historyFrom = now.AddDays(-HistoryDays).ToUnixTimeMilliseconds();
        await context.Deliveries.Where(delivery => delivery.FinishedUnixMs < deliveriesFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Incidents.Where(incident => incident.ResolvedUnixMs < historyFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        _cleaned = today;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alert rule {Rule} cannot be evaluated; the others are.")]
    private partial void LogBroken(int rule, Exception exception);
}
