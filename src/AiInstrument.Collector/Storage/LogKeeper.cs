using System.Globalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Keeps SQLite's log short. It begins anew only at a moment when nobody reads from it, and readers who take turns leave none: then the log would grow for ever.
/// So the writer makes that moment: a checkpoint after which new readers read the file alone.
/// </summary>
internal sealed class LogKeeper(DatabaseFile file, SqliteWriter writer)
{
    // How long senders wait for readers at most, and how much is written until it is tried again when a reader stayed.
    private const int PatienceMs = 100;
    private const long Retry = 16 * 1024 * 1024;

    private long _bound = file.MostLogBytes;

    /// <summary>Empties the log when it is too long. To be called between two transactions.</summary>
    public void Keep()
    {
        var bytes = file.LogBytes;
        if (bytes < _bound)
        {
            return;
        }

        TryEmpty();

        // A reader who stays keeps the log; it is written to the file as far as possible all the same.
        _bound = file.LogBytes < file.MostLogBytes ? file.MostLogBytes : bytes + Math.Min(Retry, file.MostLogBytes);
    }

    /// <summary>Empties the log, where old pages still are, through a connection that waits for readers as long as it likes.</summary>
    /// <returns>False when a reader stayed.</returns>
    public static bool TryEmpty(SqliteWriter writer)
    {
        using var checkpoint = writer.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.Find() == 0;
    }

    /// <summary>Empties the log now, because of what is in it. To be called between two transactions.</summary>
    /// <returns>False when a reader stayed.</returns>
    public bool TryEmpty()
    {
        writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {PatienceMs}"));
        try
        {
            return TryEmpty(writer);
        }
        finally
        {
            writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)file.BusyTimeout.TotalMilliseconds}"));
        }
    }
}
