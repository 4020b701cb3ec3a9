using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage.Engine;

/// <summary>A connection for writing with prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int PrimaryCode = 0xff;

    private readonly List<SqliteStatement> _statements = [];
    private nint _connection;

    /// <summary>Opens a file that exists.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public SqliteWriter(string path, TimeSpan busyTimeout)
    {
        var code = SqliteApi.Open(path, out _connection, SqliteApi.OpenReadWrite | SqliteApi.OpenNoMutex, vfs: null);
        if (code != SqliteApi.Ok)
        {
            var failure = Failure(code);
            Dispose();
            throw failure;
        }

        Check(SqliteApi.BusyTimeout(_connection, (int)busyTimeout.TotalMilliseconds));
    }

    /// <summary>Rows that the last statement inserted, changed or deleted.</summary>
    public int Changes => SqliteApi.Changes(_connection);

    /// <summary>The key of the row that was inserted last.</summary>
    public long LastInsertRowId => SqliteApi.LastInsertRowId(_connection);

    /// <summary>Whether a transaction is open. A failure of the disk may have ended it.</summary>
    public bool InTransaction => SqliteApi.GetAutocommit(_connection) == 0;

    /// <summary>Prepares one statement; it lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        Check(SqliteApi.Prepare(_connection, utf8, utf8.Length, out var handle, out _));
        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one statement that is not needed again.</summary>
    public void Execute(string sql)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        Check(SqliteApi.Prepare(_connection, utf8, utf8.Length, out var handle, out _));
        try
        {
            int code;
            while ((code = SqliteApi.Step(handle)) == SqliteApi.Row)
            {
                // A pragma answers with what is now in force.
            }

            if (code != SqliteApi.Done)
            {
                throw Failure(code);
            }
        }
        finally
        {
            _ = SqliteApi.Finalize(handle);
        }
    }

    /// <summary>Throws what a result code other than OK means.</summary>
    /// <exception cref="SqliteException">The code is not OK.</exception>
    public void Check(int code)
    {
        if (code != SqliteApi.Ok)
        {
            throw Failure(code);
        }
    }

    /// <summary>The exception for a failure that has just happened on this connection.</summary>
    public SqliteException Failure(int code)
    {
        var message = _connection == 0 ? null : Marshal.PtrToStringUTF8(SqliteApi.ErrorMessage(_connection));
        var extended = _connection == 0 ? code : SqliteApi.ExtendedErrorCode(_connection);
        return new SqliteException($"SQLite error {code}: {message}", code & PrimaryCode, extended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _statements.Clear();
        if (_connection != 0)
        {
            // An open transaction is rolled back.
            _ = SqliteApi.Close(_connection);
            _connection = 0;
        }
    }
}
