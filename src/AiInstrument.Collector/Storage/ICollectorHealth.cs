namespace AiInstrument.Collector.Storage;

/// <summary>Whether telemetry can be stored.</summary>
public interface ICollectorHealth
{
    /// <summary>What keeps telemetry from being stored, or null when nothing does. Ends with the next write that succeeds.</summary>
    StorageProblem? Problem { get; }
}

/// <summary>The database cannot be written. Senders are told to try again.</summary>
/// <param name="Message">One sentence: the disk is full, the file is locked, …</param>
/// <param name="Since">When the first of the failed writes happened, UTC.</param>
public sealed record StorageProblem(string Message, DateTimeOffset Since)
{
    /// <summary>What it is, for pages that say it in other words.</summary>
    public StorageProblemKind Kind { get; init; }
}
