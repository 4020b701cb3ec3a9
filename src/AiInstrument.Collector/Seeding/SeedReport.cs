namespace AiInstrument.Collector.Seeding;

/// <summary>What a seeding did.</summary>
/// <param name="Stored">Records that are new.</param>
/// <param name="Duplicates">Records that an earlier run with the same seed had stored.</param>
/// <param name="Seconds">How long the records took, in seconds.</param>
/// <param name="RollupSeconds">How long the rollups of past days took after them, in seconds.</param>
/// <param name="DatabaseBytes">The size of the database, in bytes.</param>
public sealed record SeedReport(long Stored, long Duplicates, double Seconds, double RollupSeconds, long DatabaseBytes);
