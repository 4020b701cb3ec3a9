using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Asks SQLite whether a file is whole.</summary>
internal static class IntegrityCheck
{
    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message has the first finding.</exception>
    public static void Run(SqliteWriter writer)
    {
        var check = writer.Prepare("PRAGMA quick_check(1)");
        var finding = check.Step() ? check.Text(0) : null;
        check.Reset();
        if (finding != "ok")
        {
            throw new InvalidDataException($"The database is damaged ({finding}): restore a backup.");
        }
    }
}
