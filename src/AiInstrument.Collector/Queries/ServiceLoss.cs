namespace AiInstrument.Collector.Queries;

/// <summary>Spans of a service that will never arrive, so that its figures are too low.</summary>
/// <param name="Service">The service's name; empty when it has none.</param>
/// <param name="Lost">Dropped by the application, for example because its outbox was full.</param>
/// <param name="Rejected">Refused for good by a receiver.</param>
/// <param name="Since">When the first was lost, UTC.</param>
/// <param name="Last">When the collector last learnt of more, UTC.</param>
public sealed record ServiceLoss(string Service, long Lost, long Rejected, DateTimeOffset Since, DateTimeOffset Last);
