using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Alerts;

/// <summary>Rules, channels, what fired, and what was sent. Changes are audited.</summary>
public interface IAlerts
{
    /// <summary>All rules, by name.</summary>
    Task<IReadOnlyList<AlertRule>> GetRulesAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Stores a new rule (id 0) or replaces one. When what it measures changes, what it fired ends without a notification.</summary>
    /// <returns>The rule's id; null when the one to replace is gone.</returns>
    /// <exception cref="AlertInvalidException">A field is wrong.</exception>
    Task<int?> SaveRuleAsync(Actor actor, AlertRule rule, CancellationToken cancellationToken);

    /// <summary>Removes a rule. Its history stays.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> DeleteRuleAsync(Actor actor, int ruleId, CancellationToken cancellationToken);

    /// <summary>All channels, by name.</summary>
    Task<IReadOnlyList<NotificationChannel>> GetChannelsAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>A channel to be changed, without its secrets: webhooks have no address in it, mail no password. Null when there is none.</summary>
    Task<ChannelDraft?> GetChannelAsync(int workspaceId, int channelId, CancellationToken cancellationToken);

    /// <summary>Stores a new channel (id 0) or replaces one.</summary>
    /// <returns>The channel's id; null when the one to replace is gone.</returns>
    /// <exception cref="AlertInvalidException">A field is wrong.</exception>
    Task<int?> SaveChannelAsync(Actor actor, ChannelDraft channel, CancellationToken cancellationToken);

    /// <summary>Removes a channel from all rules. What waits for it is given up.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> DeleteChannelAsync(Actor actor, int channelId, CancellationToken cancellationToken);

    /// <summary>Puts a test notification on its way. What comes of it is in the deliveries.</summary>
    /// <returns>False when there is no such channel.</returns>
    Task<bool> TestChannelAsync(Actor actor, int channelId, CancellationToken cancellationToken);

    /// <summary>What fires now, newest first.</summary>
    Task<IReadOnlyList<AlertIncident>> GetFiringAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>What fired and ended, newest first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="before">Only those with a smaller id; null for the newest.</param>
    /// <param name="most">How many at the most, 1 to 200.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AlertIncident>> GetHistoryAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken);

    /// <summary>What was sent, newest first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="before">Only those with a smaller id; null for the newest.</param>
    /// <param name="most">How many at the most, 1 to 200.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<NotificationDelivery>> GetDeliveriesAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken);
}
