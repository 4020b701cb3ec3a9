using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage.Engine;

/// <summary>A prepared statement. Parameters count from 1 and keep their values between runs; columns count from 0.</summary>
internal sealed class SqliteStatement(SqliteWriter writer, nint handle) : IDisposable
{
    private const int NullType = 5;
    private const int StackBytes = 512;

    private nint _handle = handle;

    /// <summary>Sets a parameter to an integer.</summary>
    public void Bind(int parameter, long value) => writer.Check(SqliteApi.BindInt64(_handle, parameter, value));

    /// <summary>Sets a parameter to an integer or null.</summary>
    public void Bind(int parameter, long? value) =>
        writer.Check(value is { } known ? SqliteApi.BindInt64(_handle, parameter, known) : SqliteApi.BindNull(_handle, parameter));

    /// <summary>Sets a parameter to 0 or 1.</summary>
    public void Bind(int parameter, bool value) => Bind(parameter, value ? 1L : 0L);

    /// <summary>Sets a parameter to bytes.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> data)
    {
        // A pointer to nothing would mean null.
        writer.Check(SqliteApi.BindBlob(_handle, parameter, data.IsEmpty ? [0] : data, data.Length, SqliteApi.Transient));
    }

    /// <summary>Sets a parameter to a text or null.</summary>
    public void Bind(int parameter, string? text)
    {
        if (text is null)
        {
            writer.Check(SqliteApi.BindNull(_handle, parameter));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        var utf8 = rented ?? stackalloc byte[StackBytes];
        var count = Encoding.UTF8.GetBytes(text, utf8);
        var code = SqliteApi.BindText(_handle, parameter, utf8, count, SqliteApi.Transient);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        writer.Check(code);
    }

    /// <summary>Runs to the end and makes ready for the next run; rows are passed over.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run()
    {
        while (Step())
        {
            // Only its effect is wanted.
        }
    }

    /// <summary>Goes to the next row. After the last one, or a failure, the statement is ready for the next run.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        var code = SqliteApi.Step(_handle);
        if (code == SqliteApi.Row)
        {
            return true;
        }

        var failure = code == SqliteApi.Done ? null : writer.Failure(code);
        _ = SqliteApi.Reset(_handle);
        return failure is null ? false : throw failure;
    }

    /// <summary>Leaves the remaining rows.</summary>
    public void Reset() => _ = SqliteApi.Reset(_handle);

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public long? Find()
    {
        if (!Step())
        {
            return null;
        }

        var value = Int64(0);
        Reset();
        return value;
    }

    /// <summary>A column of the row as an integer; 0 for null.</summary>
    public long Int64(int column) => SqliteApi.ColumnInt64(_handle, column);

    /// <summary>A column of the row as an integer or null.</summary>
    public long? NullableInt64(int column) => SqliteApi.ColumnType(_handle, column) == NullType ? null : SqliteApi.ColumnInt64(_handle, column);

    /// <summary>A column of the row as text or null.</summary>
    public string? Text(int column)
    {
        var bytes = SqliteApi.ColumnBlob(_handle, column);
        return bytes == 0
            ? SqliteApi.ColumnType(_handle, column) == NullType ? null : ""
            : Marshal.PtrToStringUTF8(bytes, SqliteApi.ColumnBytes(_handle, column));
    }

    /// <summary>A column of the row as a copy of its bytes; none for null.</summary>
    public byte[] Bytes(int column)
    {
        var bytes = SqliteApi.ColumnBlob(_handle, column);
        if (bytes == 0)
        {
            return [];
        }

        var copy = new byte[SqliteApi.ColumnBytes(_handle, column)];
        Marshal.Copy(bytes, copy, 0, copy.Length);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = SqliteApi.Finalize(_handle);
            _handle = 0;
        }
    }
}
