using System.Security.Cryptography;
using System.Text.Json;
using AiInstrument.Collector.Alerts.Channels;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>
/// Sends what waits in the database, a few channels at a time, so that one that hangs does not hold the others. A notification is sent at least once:
/// after a kill between sending and noting it, once more, with the same id.
/// </summary>
internal sealed class DeliveryOutbox(CollectorDatabase database, ChannelSecrets secrets, IEnumerable<IChannelSender> senders, TimeProvider time)
{
    private const int MostAtOnce = 200;
    private const int ChannelsAtOnce = 4;

    // After each failed attempt; behind the last the notification is given up, about a day after the first.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.SelectMany(sender => sender.Kinds, KeyValuePair.Create).ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Attempts until a notification is given up.</summary>
    public static int MostAttempts => Waits.Length + 1;

    /// <summary>A notification for a channel, to be saved with what it tells of.</summary>
    public static StoredDelivery Make(StoredChannel channel, AlertMessage message, string ruleName, DateTimeOffset now) => new()
    {
        WorkspaceId = channel.WorkspaceId,
        ChannelId = channel.Id,
        ChannelName = channel.Name,
        Event = message.Event,
        RuleName = ruleName,
        MessageJson = JsonSerializer.Serialize(message, AlertJson.Default.AlertMessage),
        CreatedUnixMs = now.ToUnixTimeMilliseconds(),
        NextUnixMs = now.ToUnixTimeMilliseconds(),
    };

    /// <summary>Tries everything that is due once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<Due> due;
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            due = await context.Deliveries.AsNoTracking()
                .Where(delivery => delivery.NextUnixMs != null && delivery.NextUnixMs <= now)
                .OrderBy(delivery => delivery.NextUnixMs)
                .Take(MostAtOnce)
                .GroupJoin(context.Channels, delivery => delivery.ChannelId, channel => channel.Id, (delivery, channels) => new { delivery, channels })
                .SelectMany(pair => pair.channels.DefaultIfEmpty(), (pair, channel) => new Due(pair.delivery, channel))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ChannelsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due.GroupBy(one => one.Delivery.ChannelId), parallel, async (channel, cancel) =>
        {
            foreach (var (delivery, to) in channel.OrderBy(one => one.Delivery.Id))
            {
                await SaveAsync(delivery, await TryAsync(delivery, to, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private async Task<SendResult> TryAsync(StoredDelivery delivery, StoredChannel? channel, CancellationToken cancellationToken)
    {
        if (channel is null)
        {
            return SendResult.Useless("The channel was removed.");
        }

        try
        {
            var message = JsonSerializer.Deserialize(delivery.MessageJson, AlertJson.Default.AlertMessage) ?? throw new JsonException("The message is empty.");
            return await _senders[channel.Kind].SendAsync(channel.Kind, secrets.Unprotect(channel.Secret), message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return SendResult.Useless("The channel's settings cannot be decrypted with the keys of this data folder: enter them again.");
        }
    }

    private async Task SaveAsync(StoredDelivery delivery, SendResult result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempts = delivery.Attempts + 1;
        var again = !result.Final && attempts < MostAttempts;
        var state = result.Delivered ? DeliveryState.Delivered : again ? DeliveryState.Pending : DeliveryState.Failed;
        var wait = again && result.RetryAfter is { } asked && asked > Waits[attempts - 1] ? asked : again ? Waits[attempts - 1] : TimeSpan.Zero;
        long? next = again ? (now + wait).ToUnixTimeMilliseconds() : null;
        long? finished = again ? null : now.ToUnixTimeMilliseconds();
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.Deliveries.Where(row => row.Id == delivery.Id).ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.State, state)
                    .SetProperty(r => r.Attempts, attempts)
                    .SetProperty(r => r.NextUnixMs, next)
                    .SetProperty(r => r.FinishedUnixMs, finished)
                    .SetProperty(r => r.Answer, result.Answer),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record Due(StoredDelivery Delivery, StoredChannel? Channel);
}
