using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector;

/// <summary>Commands on a collector's database. Each may be run again: what is right already is left alone.</summary>
public static class CollectorMaintenance
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>Prices every record again by the shipped price book. The collector must not run.</summary>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<RepriceReport> RepriceAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        var prices = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            using var writer = database.File.OpenWriter();
            return Repricing.Run(writer, prices, cancellationToken);
        });
    }

    /// <summary>Sums the rollups up from the records again. The collector must not run.</summary>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<IReadOnlyList<RebuiltRollup>> RebuildRollupsAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            using var writer = database.File.OpenWriter();
            return RollupRebuild.Run(writer);
        });
    }

    /// <summary>Writes a compact copy of the database as it is at this moment, and checks it. The collector may run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="file">The copy; must not exist.</param>
    /// <exception cref="CollectorStartException">The database cannot be read or the copy cannot be written; the message says why.</exception>
    public static BackupReport Backup(string dataDirectory, string file)
    {
        var source = new DatabaseFile(dataDirectory, LockPatience);
        var target = Path.GetFullPath(file);
        if (!File.Exists(source.FullPath))
        {
            throw new CollectorStartException($"There is no database in '{source.Directory}'.");
        }

        if (File.Exists(target))
        {
            throw new CollectorStartException($"The file '{target}' exists already: a backup overwrites nothing.");
        }

        return Guarded(dataDirectory, () =>
        {
            PrivateFile.Create(target);
            try
            {
                using (var writer = new SqliteWriter(source.FullPath, LockPatience))
                {
                    var copy = writer.Prepare("VACUUM INTO ?");
                    copy.Bind(1, target);
                    copy.Run();
                }

                using var check = new SqliteWriter(target, LockPatience);
                IntegrityCheck.Run(check);
                BackupNotes.Write(target, check);
            }
            catch
            {
                File.Delete(target);
                throw;
            }

            return new BackupReport(target, new FileInfo(target).Length);
        });
    }

    /// <summary>Removes what is kept of an organization in the default workspace, now and in every backup that is restored into this folder later. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="organization">The organization's id.</param>
    /// <param name="everything">Its records and totals too, not its content alone.</param>
    /// <param name="cancellationToken">Cancels before anything was removed.</param>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<PurgeReport> PurgeAsync(string dataDirectory, string organization, bool everything, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(organization);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            var actor = Actor.CommandLine(Workspaces.DefaultId);
            var purge = new Purge(Guid.NewGuid().ToString("N"), actor.WorkspaceId, organization, everything, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), actor.Name);
            using var writer = database.File.OpenWriter();
            var report = Purging.Run(writer, purge);
            PurgeJournal.Append(database.File.Directory, purge);
            return Purging.TryEmptyLog(writer) ? report : throw new IOException("the purge is done, but somebody reads the database: its log of writes still holds old pages. Close the reader and run the command again");
        });
    }

    private static async Task<CollectorDatabase> OpenAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var database = new CollectorDatabase(new DatabaseFile(dataDirectory, LockPatience), TimeProvider.System);
        try
        {
            await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static T Guarded<T>(string dataDirectory, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CollectorStartException($"The database in '{Path.GetFullPath(dataDirectory)}' cannot be used: {e.Message}", e);
        }
    }
}
