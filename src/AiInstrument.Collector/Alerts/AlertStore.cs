using System.Text.Json;
using AiInstrument.Collector.Alerts.Channels;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Alerts;

/// <summary>Keeps rules and channels in the database and reads what they did.</summary>
internal sealed class AlertStore(CollectorDatabase database, ChannelSecrets secrets, IOptions<CollectorOptions> options, TimeProvider time) : IAlerts
{
    private const int MostRows = 200;

    /// <exception cref="JsonException">The filter cannot be read.</exception>
    public static AlertRule ToRule(StoredAlertRule row) => new(row.Id, row.Name, row.Kind)
    {
        Filter = JsonSerializer.Deserialize(row.FilterJson, AlertJson.Default.UsageFilter) ?? UsageFilter.None,
        Threshold = row.Threshold,
        Minimum = row.Minimum,
        WindowMinutes = row.WindowMinutes,
        RenotifyMinutes = row.RenotifyMinutes,
        Active = row.Active,
        Problem = row.Problem,
        Channels = [.. row.Channels.Select(channel => channel.ChannelId).Order()],
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertRule>> GetRulesAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.AlertRules.AsNoTracking().Include(rule => rule.Channels)
                .Where(rule => rule.WorkspaceId == workspaceId).OrderBy(rule => rule.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(Show);
        }
    }

    /// <inheritdoc/>
    public async Task<int?> SaveRuleAsync(Actor actor, AlertRule rule, CancellationToken cancellationToken)
    {
        var problems = AlertRuleCheck.Find(rule);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await context.AlertRules.AnyAsync(row => row.WorkspaceId == actor.WorkspaceId && row.Name == rule.Name && row.Id != rule.Id, cancellationToken).ConfigureAwait(false))
            {
                problems["name"] = "taken";
            }

            if (await context.Channels.CountAsync(channel => channel.WorkspaceId == actor.WorkspaceId && rule.Channels.Contains(channel.Id), cancellationToken).ConfigureAwait(false) != rule.Channels.Distinct().Count())
            {
                problems["channels"] = "choice";
            }

            if (problems.Count > 0)
            {
                throw new AlertInvalidException(problems);
            }

            var row = rule.Id == 0
                ? null
                : await context.AlertRules.Include(stored => stored.Channels).FirstOrDefaultAsync(stored => stored.Id == rule.Id && stored.WorkspaceId == actor.WorkspaceId, cancellationToken).ConfigureAwait(false);
            if (row is null && rule.Id != 0)
            {
                return null;
            }

            var filter = JsonSerializer.Serialize(rule.Filter, AlertJson.Default.UsageFilter);
            if (row is null)
            {
                row = New(actor.WorkspaceId, rule, filter);
                context.AlertRules.Add(row);
            }
            else
            {
                if (!rule.Active || row.Kind != rule.Kind || row.FilterJson != filter || !row.Threshold.Equals(rule.Threshold) || row.Minimum != rule.Minimum || row.WindowMinutes != rule.WindowMinutes)
                {
                    await EndAsync(context, row.Id, cancellationToken).ConfigureAwait(false);
                    context.AlertStates.RemoveRange(context.AlertStates.Where(state => state.RuleId == row.Id));
                }

                (row.Name, row.Kind, row.FilterJson, row.Threshold, row.Minimum) = (rule.Name, rule.Kind, filter, rule.Threshold, rule.Minimum);
                (row.WindowMinutes, row.RenotifyMinutes, row.Active, row.Problem) = (rule.WindowMinutes, rule.RenotifyMinutes, rule.Active, null);
            }

            row.Channels.RemoveAll(channel => !rule.Channels.Contains(channel.ChannelId));
            row.Channels.AddRange(rule.Channels.Distinct().Except(row.Channels.Select(channel => channel.ChannelId)).Select(id => new StoredRuleChannel { ChannelId = id }));
            context.Audit(actor, time, rule.Id == 0 ? "alert-rule.created" : "alert-rule.changed", rule.Name, rule, AlertJson.Default.AlertRule);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return row.Id;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteRuleAsync(Actor actor, int ruleId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await context.AlertRules.Include(row => row.Channels).FirstOrDefaultAsync(row => row.Id == ruleId && row.WorkspaceId == actor.WorkspaceId, cancellationToken).ConfigureAwait(false) is not { } rule)
            {
                return false;
            }

            await EndAsync(context, ruleId, cancellationToken).ConfigureAwait(false);
            context.AlertRules.Remove(rule);
            context.Audit(actor, time, "alert-rule.deleted", rule.Name, new AlertRule(rule.Id, rule.Name, rule.Kind), AlertJson.Default.AlertRule);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NotificationChannel>> GetChannelsAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.Channels.AsNoTracking().Where(channel => channel.WorkspaceId == workspaceId).OrderBy(channel => channel.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(ToChannel);
        }
    }

    /// <inheritdoc/>
    public async Task<ChannelDraft?> GetChannelAsync(int workspaceId, int channelId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindAsync(context, workspaceId, channelId, cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return null;
            }

            var draft = new ChannelDraft(row.Id, row.Name, row.Kind) { Active = row.Active };
            return row.Kind != ChannelKind.Email || secrets.TryUnprotect(row.Secret) is not { } settings ? draft : draft with
            {
                SmtpHost = settings.SmtpHost,
                SmtpPort = settings.SmtpPort,
                SmtpTls = settings.SmtpTls,
                SmtpUser = settings.SmtpUser,
                From = settings.From,
                To = string.Join(", ", settings.To),
            };
        }
    }

    /// <inheritdoc/>
    public async Task<int?> SaveChannelAsync(Actor actor, ChannelDraft channel, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var row = channel.Id == 0 ? null : await FindAsync(context, actor.WorkspaceId, channel.Id, cancellationToken).ConfigureAwait(false);
            if (row is null && channel.Id != 0)
            {
                return null;
            }

            var problems = new Dictionary<string, string>(StringComparer.Ordinal);
            if (AlertRuleCheck.Name(channel.Name) is { } wrong)
            {
                problems["name"] = wrong;
            }
            else if (await context.Channels.AnyAsync(other => other.WorkspaceId == actor.WorkspaceId && other.Name == channel.Name && other.Id != channel.Id, cancellationToken).ConfigureAwait(false))
            {
                problems["name"] = "taken";
            }

            if (!Enum.IsDefined(channel.Kind) || (row is not null && row.Kind != channel.Kind))
            {
                problems["kind"] = "choice";
            }

            var settings = ChannelCheck.Read(channel, row is null ? null : secrets.TryUnprotect(row.Secret), problems);
            if (problems.Count > 0)
            {
                throw new AlertInvalidException(problems);
            }

            var target = ChannelCheck.TargetOf(channel.Kind, settings);
            var secret = secrets.Protect(settings);
            if (row is null)
            {
                row = new StoredChannel
                {
                    WorkspaceId = actor.WorkspaceId,
                    Name = channel.Name,
                    Kind = channel.Kind,
                    Target = target,
                    Secret = secret,
                    Active = channel.Active,
                    CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                };
                context.Channels.Add(row);
            }
            else
            {
                (row.Name, row.Target, row.Secret, row.Active) = (channel.Name, target, secret, channel.Active);
            }

            context.Audit(actor, time, channel.Id == 0 ? "notification-channel.created" : "notification-channel.changed", channel.Name, ToChannel(row), AlertJson.Default.NotificationChannel);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return row.Id;
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteChannelAsync(Actor actor, int channelId, CancellationToken cancellationToken) =>
        ChangeAsync(actor, channelId, "notification-channel.deleted", (context, row) => context.Channels.Remove(row), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TestChannelAsync(Actor actor, int channelId, CancellationToken cancellationToken) => ChangeAsync(
        actor,
        channelId,
        "notification-channel.tested",
        (context, row) => context.Deliveries.Add(DeliveryOutbox.Make(row, AlertSentences.Test(row.Name, options.Value.PublicUrl, time.GetUtcNow()), "", time.GetUtcNow())),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertIncident>> GetFiringAsync(int workspaceId, CancellationToken cancellationToken) =>
        await IncidentsAsync(rows => rows.Where(row => row.WorkspaceId == workspaceId && row.ResolvedUnixMs == null), MostRows, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertIncident>> GetHistoryAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken)
    {
        Bound(most);
        return await IncidentsAsync(
            rows => rows.Where(row => row.WorkspaceId == workspaceId && row.ResolvedUnixMs != null && (before == null || row.Id < before)), most, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NotificationDelivery>> GetDeliveriesAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken)
    {
        Bound(most);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.Deliveries.AsNoTracking()
                .Where(row => row.WorkspaceId == workspaceId && (before == null || row.Id < before))
                .OrderByDescending(row => row.Id).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new NotificationDelivery(
                row.Id, row.ChannelName, row.Event, row.RuleName, row.State, row.Attempts, Instant(row.CreatedUnixMs), Instant(row.NextUnixMs), Instant(row.FinishedUnixMs), row.Answer));
        }
    }

    // A rule that cannot be read is shown, so that it can be mended or removed.
    private static AlertRule Show(StoredAlertRule row)
    {
        try
        {
            return ToRule(row);
        }
        catch (JsonException exception)
        {
            row.FilterJson = "{}";
            return ToRule(row) with { Problem = SafeText.Clean(exception.Message) };
        }
    }

    private static void Bound(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostRows);
    }

    private async Task<IReadOnlyList<AlertIncident>> IncidentsAsync(Func<IQueryable<StoredIncident>, IQueryable<StoredIncident>> which, int most, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await which(context.Incidents.AsNoTracking()).OrderByDescending(row => row.Id).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new AlertIncident(
                row.Id, row.RuleId, row.RuleName, row.Kind, row.Key, row.Value, row.Threshold, row.Reference, Instant(row.FiredUnixMs), Instant(row.ResolvedUnixMs), row.Resolution, row.Notifications));
        }
    }

    private async Task<bool> ChangeAsync(Actor actor, int channelId, string action, Action<CollectorDbContext, StoredChannel> change, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindAsync(context, actor.WorkspaceId, channelId, cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return false;
            }

            change(context, row);
            context.Audit(actor, time, action, row.Name, ToChannel(row), AlertJson.Default.NotificationChannel);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static Task<StoredChannel?> FindAsync(CollectorDbContext context, int workspaceId, int channelId, CancellationToken cancellationToken) =>
        context.Channels.FirstOrDefaultAsync(row => row.Id == channelId && row.WorkspaceId == workspaceId, cancellationToken);

    private async Task EndAsync(CollectorDbContext context, int ruleId, CancellationToken cancellationToken)
    {
        foreach (var incident in await context.Incidents.Where(row => row.RuleId == ruleId && row.ResolvedUnixMs == null).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            (incident.ResolvedUnixMs, incident.Resolution) = (time.GetUtcNow().ToUnixTimeMilliseconds(), AlertResolution.RuleChanged);
        }
    }

    private StoredAlertRule New(int workspaceId, AlertRule rule, string filter) => new()
    {
        WorkspaceId = workspaceId,
        Name = rule.Name,
        Kind = rule.Kind,
        FilterJson = filter,
        Threshold = rule.Threshold,
        Minimum = rule.Minimum,
        WindowMinutes = rule.WindowMinutes,
        RenotifyMinutes = rule.RenotifyMinutes,
        Active = rule.Active,
        CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static NotificationChannel ToChannel(StoredChannel row) => new(row.Id, row.Name, row.Kind, row.Target, row.Active);

    private static DateTimeOffset Instant(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    private static DateTimeOffset? Instant(long? unixMs) => unixMs is { } known ? Instant(known) : null;
}
