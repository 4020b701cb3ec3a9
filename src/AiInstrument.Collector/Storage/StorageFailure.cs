using AiInstrument.Collector.Receiving;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>Tells failures of the file or the disk, which pass, from rows that can never be stored.</summary>
internal static class StorageFailure
{
    // Primary result codes, https://sqlite.org/rescode.html
    private const int Perm = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryLater = TimeSpan.FromSeconds(30);

    /// <summary>Whether the same write may succeed later.</summary>
    public static bool IsEnvironmental(Exception exception) => exception is IOException
        or SqliteException { SqliteErrorCode: Perm or Busy or Locked or NoMemory or ReadOnly or IoError or Corrupt or Full or CannotOpen or NotADatabase };

    /// <summary>What it is.</summary>
    public static StorageProblemKind KindOf(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => StorageProblemKind.Locked,
        SqliteException { SqliteErrorCode: Full } => StorageProblemKind.Full,
        SqliteException { SqliteErrorCode: ReadOnly or Perm } => StorageProblemKind.ReadOnly,
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => StorageProblemKind.Damaged,
        _ => StorageProblemKind.Unwritable,
    };

    /// <summary>What the sender is told.</summary>
    public static IngestUnavailableException ToUnavailable(Exception exception) => KindOf(exception) switch
    {
        StorageProblemKind.Locked => new("The collector's database is locked; try again.", RetrySoon, exception),
        StorageProblemKind.Full => new("The collector's disk is full; nothing was stored.", RetryLater, exception),
        StorageProblemKind.ReadOnly => new("The collector's database is read-only; nothing was stored.", RetryLater, exception),
        _ => new("The collector's database cannot be written; nothing was stored.", RetryLater, exception),
    };
}
