using System.Text.Json;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Content;

/// <summary>Writes beside a backup what is in it, without names and without content.</summary>
internal static class BackupNotes
{
    /// <summary>What a note's name ends in.</summary>
    public const string Suffix = ".note.json";

    private const string Restore =
        "Stop the collector and run 'aiinstrument restore' with this backup and the data folder, or copy it over aiinstrument.db there. Keep that folder's keys and purges.jsonl: without the keys its content cannot be read, and by the journal what was purged later is purged again.";

    /// <summary>Writes the note.</summary>
    /// <param name="backup">The backup's file.</param>
    /// <param name="database">The backup, opened.</param>
    public static void Write(string backup, SqliteWriter database)
    {
        long? Find(string sql)
        {
            using var statement = database.Prepare(sql);
            return statement.Step() ? statement.NullableInt64(0) : null;
        }

        DateTimeOffset? Moment(string sql) => Find(sql) is { } nanos ? DateTimeOffset.UnixEpoch.AddTicks(nanos / 100) : null;

        using var schema = database.Prepare("SELECT max(MigrationId) FROM __EFMigrationsHistory");
        schema.Step();
        var version = schema.Text(0) ?? "";
        schema.Reset();

        // A database from before this version has no contents yet: the next start migrates it.
        var hasContents = Find("SELECT 1 FROM sqlite_schema WHERE name = 'contents'") is not null;
        var note = new BackupNote(
            new DateTimeOffset(File.GetLastWriteTimeUtc(backup), TimeSpan.Zero),
            version,
            Find("SELECT count(*) FROM interactions") ?? 0,
            Moment("SELECT min(start_unix_nano) FROM interactions"),
            Moment("SELECT max(start_unix_nano) FROM interactions"),
            hasContents ? Find("SELECT count(*) FROM contents WHERE gone = 0") ?? 0 : 0,
            hasContents ? [.. PurgeJournal.Done(database).Keys.Order(StringComparer.Ordinal)] : [],
            Restore);
        var path = backup + Suffix;
        PrivateFile.Create(path);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(note, PurgeJson.Default.BackupNote));
    }
}
