using AiInstrument.Collector.Content;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AiInstrument.Collector.Storage;

/// <summary>The SQLite database: where it is, its version, its prices.</summary>
internal sealed partial class CollectorDatabase(DatabaseFile file, TimeProvider time, ILogger<CollectorDatabase>? logger = null) : ICollectorDatabase, IDisposable
{
    private const int BytesPerMegabyte = 1_000_000;

    private readonly ILogger _logger = logger ?? NullLogger<CollectorDatabase>.Instance;
    private readonly DbContextOptions<CollectorDbContext> _options = CollectorDbContext.OptionsFor(file);
    private readonly Lock _gate = new();
    private Task<PriceBook>? _initialized;
    private FileStream? _folderLock;

    /// <summary>Where the database is.</summary>
    public DatabaseFile File => file;

    /// <summary>When this process checked the whole file, because the one before was killed, UTC; null when it had no reason to.</summary>
    public DateTimeOffset? IntegrityChecked { get; private set; }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken) => GetPricesAsync(cancellationToken);

    /// <summary>The prices in force; initializes the database when that has not happened.</summary>
    public Task<PriceBook> GetPricesAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A failed start may be tried again, for example after the operator has corrected the folder's permissions.
            if (_initialized is null || _initialized.IsFaulted)
            {
                _initialized = Task.Run(OpenAsync, CancellationToken.None);
            }

            return _initialized.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Reads the prices again, after a change, and puts them in force for what arrives from here on.</summary>
    public async Task<PriceBook> ReloadPricesAsync(CancellationToken cancellationToken)
    {
        var context = await OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var book = await StoredPriceBook.LoadAsync(context, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _initialized = Task.FromResult(book);
            }

            return book;
        }
    }

    /// <summary>A context on the initialized database.</summary>
    public async Task<CollectorDbContext> OpenContextAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return new CollectorDbContext(_options);
    }

    /// <summary>A connection for reading the initialized database.</summary>
    public async Task<SqliteConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return await file.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose()
    {
        using (var connection = new SqliteConnection(file.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        if (_folderLock is not null)
        {
            // Not after a failed start: a damaged database must be checked again next time.
            if (_initialized is { IsCompletedSuccessfully: true })
            {
                DataFolderLock.Mark(_folderLock, open: false);
            }

            _folderLock.Dispose();
            _folderLock = null;
        }
    }

    private async Task<PriceBook> OpenAsync()
    {
        _folderLock ??= DataFolderLock.Take(file.Directory);
        try
        {
            file.CreatePrivate();

            // Sets WAL, which stays with the file, before anything else uses it.
            using (var writer = file.OpenWriter())
            {
                if (DataFolderLock.WasLeftOpen(_folderLock))
                {
                    Checking(_logger, file.Bytes / BytesPerMegabyte);
                    IntegrityCheck.Run(writer);
                    IntegrityChecked = time.GetUtcNow();
                }
            }

            DataFolderLock.Mark(_folderLock, open: true);
            var context = new CollectorDbContext(_options);
            await using (context.ConfigureAwait(false))
            {
                await MigrateAsync(context).ConfigureAwait(false);
                var prices = await StoredPriceBook.LoadAsync(context, time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
                PurgeAgain(prices);
                return prices;
            }
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CollectorStartException($"The database in '{file.Directory}' cannot be opened: {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>Before anybody can read: what was purged after a backup was made must not be seen again when it is restored.</summary>
    private void PurgeAgain(PriceBook prices)
    {
        using var writer = file.OpenWriter();
        if (PurgeJournal.Reconcile(file.Directory, writer) is not { Count: > 0 } unseen)
        {
            return;
        }

        using (var session = new WriteSession(file, prices))
        {
            foreach (var purge in unseen)
            {
                session.BeginPurge(purge, again: true);
            }
        }

        Purging.Finish(file, prices, CancellationToken.None);
        LogKeeper.TryEmpty(writer);
    }

    private async Task MigrateAsync(CollectorDbContext context)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await context.Database.GetAppliedMigrationsAsync().ConfigureAwait(false)).ToList();
        var newer = applied.Where(id => !known.Contains(id)).ToArray();
        if (newer.Length > 0)
        {
            throw new CollectorStartException($"The database in '{file.Directory}' was written by a newer version of the collector ({newer[^1]}): install that version or later.");
        }

        // EF Core's own lock is a row that outlives a killed process and would block every later start. This process holds the folder's lock, so nobody else migrates.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock").ConfigureAwait(false);
        var pending = (await context.Database.GetPendingMigrationsAsync().ConfigureAwait(false)).ToList();
        if (pending.Count == 0 || applied.Count == 0)
        {
            await context.Database.MigrateAsync().ConfigureAwait(false);
            return;
        }

        // What millions of records are brought to takes minutes: whoever watches the start sees that it goes on.
        Upgrading(_logger, applied[^1], pending[^1], file.Bytes / BytesPerMegabyte);
        var migrator = context.GetService<IMigrator>();
        foreach (var (migration, step) in pending.Select((migration, index) => (migration, index + 1)))
        {
            UpgradeStep(_logger, step, pending.Count, migration);
            await migrator.MigrateAsync(migration).ConfigureAwait(false);
        }

        Upgraded(_logger);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server was killed the last time: all {Megabytes} MB of the database are checked before it opens.")]
    private static partial void Checking(ILogger logger, long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is upgraded from {From} to {To}. It has {Megabytes} MB; gigabytes take minutes. A kill does no harm: the next start goes on with the step that was not finished.")]
    private static partial void Upgrading(ILogger logger, string from, string to, long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upgrade, step {Step} of {Steps}: {Migration}")]
    private static partial void UpgradeStep(ILogger logger, int step, int steps, string migration);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is upgraded.")]
    private static partial void Upgraded(ILogger logger);
}
