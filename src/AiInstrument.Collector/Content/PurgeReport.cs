namespace AiInstrument.Collector.Content;

/// <summary>What a purge removed.</summary>
/// <param name="Contents">Stored contents of spans and log records.</param>
/// <param name="Records">Records; 0 when only content was to go.</param>
public sealed record PurgeReport(long Contents, long Records);
