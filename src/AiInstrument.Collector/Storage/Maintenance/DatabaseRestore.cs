using System.Globalization;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Storage.Engine;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Puts a backup in the place of the database.</summary>
internal static class DatabaseRestore
{
    /// <summary>Prepares the backup in a folder of its own, as the next start would, and exchanges it for the database in one step.</summary>
    /// <exception cref="CollectorStartException">The backup or the folder cannot be used; nothing was changed.</exception>
    public static async Task<RestoreReport> RunAsync(DatabaseFile target, string backup, TimeProvider time, CancellationToken cancellationToken)
    {
        CheckFile(backup);
        PrivateFolder.Create(target.Directory);
        var held = DataFolderLock.Take(target.Directory);
        await using (held.ConfigureAwait(false))
        {
            var scratch = Path.Combine(target.Directory, $"restore-{Guid.NewGuid():N}");
            try
            {
                PrivateFolder.Create(scratch);
                var report = await PrepareAsync(new DatabaseFile(scratch, target.BusyTimeout), target, backup, time, cancellationToken).ConfigureAwait(false);
                var replaced = Exchange(Path.Combine(scratch, Path.GetFileName(target.FullPath)), target, time);
                return report with { Replaced = replaced };
            }
            catch (CollectorStartException e)
            {
                throw new CollectorStartException($"{e.Message.Replace(scratch, backup, StringComparison.Ordinal)} Nothing was changed.", e);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                throw new CollectorStartException($"The backup '{backup}' cannot be restored: {e.Message.TrimEnd('.')}. Nothing was changed.", e);
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private static void CheckFile(string backup)
    {
        if (!File.Exists(backup))
        {
            throw new CollectorStartException($"There is no file '{backup}'.");
        }

        if (new FileInfo(backup + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new CollectorStartException($"Beside '{backup}' lies its log of writes (-wal): it is a database in use or a copy of one, not a backup. Make one with the command backup.");
        }
    }

    private static async Task<RestoreReport> PrepareAsync(DatabaseFile scratch, DatabaseFile target, string backup, TimeProvider time, CancellationToken cancellationToken)
    {
        var copy = scratch.FullPath;
        PrivateFile.Create(copy);
        File.Copy(backup, copy, overwrite: true);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string from;
        int seen;
        using (var writer = new SqliteWriter(copy, target.BusyTimeout))
        {
            IntegrityCheck.Run(writer);
            from = Schema(writer) ?? throw new InvalidDataException("it is no database of a collector");
            seen = HasPurges(writer) ? PurgeJournal.Done(writer).Count : 0;
        }

        var journal = Path.Combine(target.Directory, PurgeJournal.Name);
        if (File.Exists(journal))
        {
            File.Copy(journal, Path.Combine(scratch.Directory, PurgeJournal.Name));
        }

        // What the first start does with an old database: migrates it and purges it again. The key ring is not needed for either.
        using (var database = new CollectorDatabase(scratch, time))
        {
            await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }

        SqliteConnection.ClearAllPools();
        using (var writer = new SqliteWriter(copy, target.BusyTimeout))
        {
            var purged = PurgeJournal.Done(writer).Count - seen;
            var records = Find(writer, "SELECT count(*) FROM interactions");
            Close(writer);
            return new RestoreReport(target.FullPath, null, records, from, Schema(writer)!, purged);
        }
    }

    /// <summary>The place is never empty: a server that starts after a power failure finds the one or the other.</summary>
    private static string? Exchange(string prepared, DatabaseFile target, TimeProvider time)
    {
        if (!File.Exists(target.FullPath))
        {
            File.Move(prepared, target.FullPath);
            return null;
        }

        var kept = string.Create(CultureInfo.InvariantCulture, $"{target.FullPath}.replaced-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}");
        try
        {
            using var writer = new SqliteWriter(target.FullPath, target.BusyTimeout);
            Close(writer);
        }
        catch (SqliteException)
        {
            // It is damaged, which may be why it is replaced: its log is kept as it is.
        }

        foreach (var suffix in (string[])["-wal", "-shm"])
        {
            if (File.Exists(target.FullPath + suffix))
            {
                File.Move(target.FullPath + suffix, kept + suffix);
            }
        }

        File.Replace(prepared, target.FullPath, kept);
        return kept;
    }

    // Everything into the file itself, and no log beside it.
    private static void Close(SqliteWriter writer) => writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    private static bool HasPurges(SqliteWriter writer) => Find(writer, "SELECT count(*) FROM sqlite_schema WHERE name = 'purges'") > 0;

    private static string? Schema(SqliteWriter writer)
    {
        if (Find(writer, "SELECT count(*) FROM sqlite_schema WHERE name = '__EFMigrationsHistory'") == 0)
        {
            return null;
        }

        using var statement = writer.Prepare("SELECT max(MigrationId) FROM __EFMigrationsHistory");
        statement.Step();
        return statement.Text(0);
    }

    private static long Find(SqliteWriter writer, string sql)
    {
        using var statement = writer.Prepare(sql);
        return statement.Find() ?? 0;
    }
}
