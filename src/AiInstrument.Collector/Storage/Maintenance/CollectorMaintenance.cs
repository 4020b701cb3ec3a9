using System.Globalization;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector;

/// <summary>Commands on a collector's database. Each may be run again: what is right already is left alone.</summary>
public static class CollectorMaintenance
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>Prices records again by the prices in force. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="cancellationToken">Cancels; the next run begins anew.</param>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static Task<RepriceReport> RepriceAsync(string dataDirectory, CancellationToken cancellationToken = default) =>
        RepriceAsync(dataDirectory, null, null, cancellationToken);

    /// <summary>Prices the records of some models again by the prices in force. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="provider">Only this provider's records; null for all.</param>
    /// <param name="model">Only records whose requested or answering model fits this name or pattern (<c>*</c> for any text); null for all.</param>
    /// <param name="cancellationToken">Cancels; the next start of the collector goes on.</param>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<RepriceReport> RepriceAsync(string dataDirectory, string? provider, string? model, CancellationToken cancellationToken)
    {
        Existing(dataDirectory);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        var prices = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var workspaces = await context.Workspaces.Select(workspace => workspace.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var report = new RepriceReport(0, 0, 0, 0);
            foreach (var workspace in workspaces)
            {
                var run = RepricingService.NewRun(Actor.CommandLine(workspace), provider, model, TimeProvider.System.GetUtcNow());
                context.Repricings.Add(run);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                Guarded(dataDirectory, () => Finish(database.File, prices, run.Id, cancellationToken));
                await context.Entry(run).ReloadAsync(cancellationToken).ConfigureAwait(false);
                RepricingService.AuditEnd(context, run, TimeProvider.System);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                report = new RepriceReport(
                    report.Records + run.Records, report.Changed + run.Changed, report.BeforeNanoUsd + run.BeforeNanoUsd, report.AfterNanoUsd + run.AfterNanoUsd);
            }

            return report;
        }
    }

    /// <summary>Opens the prices of a data folder. The collector must not run.</summary>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<OfflinePrices> OpenPricesAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        Existing(dataDirectory);
        return new OfflinePrices(await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sums the rollups up from the records again. The collector must not run.</summary>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<IReadOnlyList<RebuiltRollup>> RebuildRollupsAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        Existing(dataDirectory);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            using var writer = database.File.OpenWriter();
            return RollupRebuild.Run(writer, DayRange.All);
        });
    }

    /// <summary>Sums the rollups of some days up from their records again. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="from">The first day, UTC.</param>
    /// <param name="to">The last day, included.</param>
    /// <param name="cancellationToken">Cancels before anything was changed.</param>
    /// <exception cref="CollectorStartException">The database cannot be used, or retention has removed records of a day; the message says why.</exception>
    public static async Task<IReadOnlyList<RebuiltRollup>> AggregateAsync(string dataDirectory, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        Existing(dataDirectory);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            using var writer = database.File.OpenWriter();
            var days = new DayRange(UnixTime.Day(from), UnixTime.Day(to));
            if (writer.Prepare(Retention.KeptFrom).Find() is { } kept && days.First < kept)
            {
                throw new CollectorStartException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Retention has removed records before {UnixTime.Date(kept):yyyy-MM-dd}: of those days the totals are all that is left, and they stay as they are."));
            }

            return RollupRebuild.Run(writer, days);
        });
    }

    /// <summary>Replaces the admin's token by a new one; the old one and what it signed in end. The collector must not run.</summary>
    /// <returns>The token, which cannot be read again.</returns>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<string> ResetAdminAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        Existing(dataDirectory);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        return await AccessStore.ResetAdminAsync(database, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the whole database and says how it is, without changing it. The collector may run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <exception cref="CollectorStartException">There is none, or it is damaged; the message says so.</exception>
    public static DatabaseReport Inspect(string dataDirectory)
    {
        var file = Existing(dataDirectory);
        return Guarded(dataDirectory, () =>
        {
            using var database = new SqliteWriter(file.FullPath, LockPatience);
            IntegrityCheck.Run(database);
            using var schema = database.Prepare("SELECT max(MigrationId) FROM __EFMigrationsHistory");
            schema.Step();
            using var context = new CollectorDbContext(CollectorDbContext.OptionsFor(file));
            var known = context.Database.GetMigrations().Order(StringComparer.Ordinal).ToList();
            var applied = schema.Text(0) ?? "";
            var keys = Path.Combine(file.Directory, "keys");
            return new DatabaseReport(
                database.Prepare("SELECT count(*) FROM interactions").Find() ?? 0, file.Bytes, file.WalBytes, file.FreeDiskBytes, applied, known[^1], !known.Contains(applied, StringComparer.Ordinal),
                Directory.Exists(keys) && Directory.EnumerateFiles(keys).Any());
        });
    }

    /// <summary>Writes a compact copy of the database as it is at this moment, and checks it. The collector may run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="file">The copy; must not exist.</param>
    /// <exception cref="CollectorStartException">The database cannot be read or the copy cannot be written; the message says why.</exception>
    public static BackupReport Backup(string dataDirectory, string file)
    {
        var source = Existing(dataDirectory);
        var target = Path.GetFullPath(file);
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

    /// <summary>
    /// Puts a backup in the place of the database. It is checked, brought to this version's schema and purged of what was purged since it was made before it takes the place; the database
    /// that it replaces is kept beside it. The collector must not run.
    /// </summary>
    /// <param name="dataDirectory">The data folder; created when absent.</param>
    /// <param name="backup">The backup's file, which stays as it is.</param>
    /// <param name="cancellationToken">Cancels before anything was changed.</param>
    /// <exception cref="CollectorStartException">The backup or the folder cannot be used; the message says why, and nothing was changed.</exception>
    public static Task<RestoreReport> RestoreAsync(string dataDirectory, string backup, CancellationToken cancellationToken = default) =>
        DatabaseRestore.RunAsync(new DatabaseFile(dataDirectory, LockPatience), Path.GetFullPath(backup), TimeProvider.System, cancellationToken);

    /// <summary>Removes what is kept of an organization in the default workspace, now and in every backup that is restored into this folder later. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="organization">The organization's id.</param>
    /// <param name="everything">Its records and totals too, not its content alone.</param>
    /// <param name="cancellationToken">Cancels; the next start of the collector goes on.</param>
    /// <exception cref="CollectorStartException">The database cannot be used; the message says why.</exception>
    public static async Task<PurgeReport> PurgeAsync(string dataDirectory, string organization, bool everything, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(organization);
        Existing(dataDirectory);
        using var database = await OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        var prices = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        return Guarded(dataDirectory, () =>
        {
            var actor = Actor.CommandLine(Workspaces.DefaultId);
            var purge = new Purge(Guid.NewGuid().ToString("N"), actor.WorkspaceId, organization, everything, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), actor.Name);
            using (var session = new WriteSession(database.File, prices))
            {
                session.BeginPurge(purge);
            }

            PurgeJournal.Append(database.File.Directory, purge);
            Purging.Finish(database.File, prices, cancellationToken);
            using var writer = database.File.OpenWriter();
            return LogKeeper.TryEmpty(writer) ? Purging.ReportOf(writer, purge.Id) : throw new IOException("the purge is done, but somebody reads the database: its log of writes still holds old pages. Close the reader and run the command again");
        });
    }

    private static bool Finish(DatabaseFile file, PriceBook prices, int repricing, CancellationToken cancellationToken)
    {
        using var session = new WriteSession(file, prices);
        while (session.Reprice(repricing, TimeProvider.System.GetUtcNow()) != Repricing.Finished)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }

    private static DatabaseFile Existing(string dataDirectory)
    {
        var file = new DatabaseFile(dataDirectory, LockPatience);
        return File.Exists(file.FullPath) ? file : throw new CollectorStartException($"There is no database in '{file.Directory}': name the data folder of a collector.");
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
