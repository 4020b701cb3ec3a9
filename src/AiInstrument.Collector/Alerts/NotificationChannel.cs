namespace AiInstrument.Collector.Alerts;

/// <summary>Where notifications go.</summary>
/// <param name="Id">The channel's id.</param>
/// <param name="Name">Unique in its workspace.</param>
/// <param name="Kind">How they are sent.</param>
/// <param name="Target">What may be shown of the address: the host of a webhook, the recipients of mail.</param>
/// <param name="Active">Whether rules may send to it; what a rule sends meanwhile is left out.</param>
public sealed record NotificationChannel(int Id, string Name, ChannelKind Kind, string Target, bool Active);
