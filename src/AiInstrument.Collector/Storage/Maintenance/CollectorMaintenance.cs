using AiInstrument.Collector.Access;
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

    /// <summary>Replaces the admin's token by a new one; the old one and what it signed in end. The collector must not run.</summary>
    /// <returns>The token, which cannot be read again.</returns>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<string> ResetAdminAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return await AccessStore.ResetAdminAsync(database, TimeProvider.System, cancellationToken).ConfigureAwait(false);
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
            }
            catch
            {
                File.Delete(target);
                throw;
            }

            return new BackupReport(target, new FileInfo(target).Length);
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
