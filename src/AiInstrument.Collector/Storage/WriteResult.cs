namespace AiInstrument.Collector.Storage;

/// <summary>What became of a batch.</summary>
/// <param name="Stored">Interactions that are new.</param>
/// <param name="Duplicates">Interactions that were there before.</param>
/// <param name="Rejected">Entries that cannot be stored.</param>
/// <param name="TooOld">Those of the rejected that began before the first day whose records are kept: whether they were counted before cannot be known.</param>
internal readonly record struct WriteResult(int Stored, int Duplicates, int Rejected, int TooOld);
