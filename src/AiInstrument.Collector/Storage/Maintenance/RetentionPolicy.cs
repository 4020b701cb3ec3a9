namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>What is kept of the records.</summary>
/// <param name="Days">Days, today included; null for all.</param>
/// <param name="MaxBytes">Bytes of the database beyond which the oldest day goes; null for no bound.</param>
internal readonly record struct RetentionPolicy(int? Days, long? MaxBytes);
