using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Storage;

/// <summary>Where the database is and how it is opened.</summary>
internal sealed class DatabaseFile
{
    private const string Name = "aiinstrument.db";

    private readonly string _connectionString;

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
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Directory, Name),
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ToString();
    }

    /// <summary>The data folder.</summary>
    public string Directory { get; }

    /// <summary>The connection string of all connections.</summary>
    public string ConnectionString => _connectionString;

    /// <summary>Creates the file, when it is absent, for its owner alone; SQLite gives the files beside it the same permissions.</summary>
    public void CreatePrivate()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(Path.Combine(Directory, Name), options).Dispose();
    }

    /// <summary>Opens a pooled connection for reading.</summary>
    public async Task<SqliteConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Opens a connection whose commits are on the disk when they return.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();

        // 64 MiB of pages, because the rows of a commit touch every index; a checkpoint after 16 MiB of log instead of 4.
        pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;";
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
