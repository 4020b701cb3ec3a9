using System.Globalization;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Storage;

/// <summary>Where the database is and how it is opened.</summary>
internal sealed class DatabaseFile
{
    private const string Name = "aiinstrument.db";

    // Sign-ins and forms wait longer for the lock than the writer: it is the writer who holds it, and for seconds while it fills what an older version did not keep.
    private const int PatienceOfForms = 6;

    private readonly string _connectionString;
    private readonly TimeSpan _busyTimeout;

    /// <summary>Takes the place from the options.</summary>
    public DatabaseFile(IOptions<CollectorOptions> options)
        : this(options.Value.DataDirectory, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Uses a folder.</summary>
    /// <param name="directory">The data folder.</param>
    /// <param name="busyTimeout">How long to wait for a lock that another process holds; whole seconds, at least one.</param>
    public DatabaseFile(string directory, TimeSpan busyTimeout)
    {
        Directory = Path.GetFullPath(directory);
        _busyTimeout = busyTimeout;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = FullPath,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds) * PatienceOfForms,
        }.ToString();
    }

    /// <summary>How long to wait for a lock that another process holds.</summary>
    public TimeSpan BusyTimeout => _busyTimeout;

    /// <summary>How many records the orders of records are made of.</summary>
    public OrderLimits Orders { get; init; } = new();

    /// <summary>The data folder.</summary>
    public string Directory { get; }

    /// <summary>The database file.</summary>
    public string FullPath => Path.Combine(Directory, Name);

    /// <summary>Bytes of the file; 0 when it is absent.</summary>
    public long Bytes => Length(FullPath);

    /// <summary>Bytes of the log of writes beside it; 0 when there is none.</summary>
    public long WalBytes => Length(FullPath + "-wal");

    /// <summary>Bytes that are free for this user on the folder's disk.</summary>
    public long FreeDiskBytes => new DriveInfo(Directory).AvailableFreeSpace;

    /// <summary>Pages beyond which the writer's file may not grow; null for no bound. A test's disk that is full.</summary>
    public long? MaxPages { get; set; }

    /// <summary>The size beyond which the log is emptied by force, in bytes.</summary>
    public long MostLogBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The log's size in bytes; 0 when there is none.</summary>
    public long LogBytes => new FileInfo(FullPath + "-wal") is { Exists: true } log ? log.Length : 0;

    /// <summary>The connection string of all connections.</summary>
    public string ConnectionString => _connectionString;

    /// <summary>Creates the file, when it is absent, for its owner alone; SQLite gives the files beside it the same permissions.</summary>
    public void CreatePrivate() => PrivateFile.Create(FullPath);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Opens a pooled connection for reading.</summary>
    public async Task<SqliteConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Opens the connection of the store's writer. Its commits are on the disk when they return.</summary>
    public SqliteWriter OpenWriter()
    {
        var writer = new SqliteWriter(FullPath, _busyTimeout);
        try
        {
            // 64 MiB of pages, because the rows of a commit touch every index; a checkpoint after 16 MiB of log instead of 4.
            writer.Execute("PRAGMA journal_mode = WAL");
            writer.Execute("PRAGMA synchronous = FULL");
            writer.Execute("PRAGMA cache_size = -65536");
            writer.Execute("PRAGMA wal_autocheckpoint = 4096");
            writer.Execute("PRAGMA foreign_keys = ON");
            if (MaxPages is { } pages)
            {
                writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
            }

            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }
}
