using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Stores the attributes of interactions, equal ones of a day once: what is left of a call's attributes when the columns have theirs is mostly the settings of its client.
/// Kept apart by day so that sets go with the interactions that retention removes.
/// </summary>
internal sealed class AttributeSets
{
    private const int MostCached = 4096;
    private const int MostCachedBytes = 1024;

    private readonly Dictionary<(long Day, ulong Hash), (long Id, byte[] Data)> _sets = [];
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteWriter _writer;

    public AttributeSets(SqliteWriter writer)
    {
        _writer = writer;
        _find = writer.Prepare("SELECT id FROM attribute_sets WHERE hash = ? AND day = ? AND data = ?");
        _add = writer.Prepare("INSERT INTO attribute_sets (hash, day, encoding, data) VALUES (?, ?, ?, ?)");
    }

    /// <summary>The id of a set.</summary>
    /// <param name="day">The interaction's day, counted from the Unix epoch.</param>
    /// <param name="json">The attributes as JSON in UTF-8.</param>
    public long Id(long day, byte[] json)
    {
        var hash = Hash(json);
        if (_sets.TryGetValue((day, hash), out var known) && known.Data.AsSpan().SequenceEqual(json))
        {
            return known.Id;
        }

        var (encoding, data) = AttributesBlob.Pack(json);
        _find.Bind(1, unchecked((long)hash));
        _find.Bind(2, day);
        _find.Bind(3, data);
        var id = _find.Find() ?? Add(day, hash, encoding, data);
        if (json.Length <= MostCachedBytes)
        {
            if (_sets.Count >= MostCached)
            {
                _sets.Clear();
            }

            _sets[(day, hash)] = (id, json);
        }

        return id;
    }

    /// <summary>Forgets the ids, some of which a rollback or the retention has taken back.</summary>
    public void Forget() => _sets.Clear();

    private long Add(long day, ulong hash, AttributesBlob.Encoding encoding, byte[] data)
    {
        _add.Bind(1, unchecked((long)hash));
        _add.Bind(2, day);
        _add.Bind(3, (long)encoding);
        _add.Bind(4, data);
        _add.Run();
        return _writer.LastInsertRowId;
    }

    // The same in every run, unlike the framework's; equal hashes are compared byte by byte.
    private static ulong Hash(ReadOnlySpan<byte> data)
    {
        const ulong Factor = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)data.Length * Factor;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
        {
            hash = (ulong.RotateLeft(hash, 29) ^ word) * Factor;
        }

        foreach (var rest in data[(words.Length * sizeof(ulong))..])
        {
            hash = (ulong.RotateLeft(hash, 29) ^ rest) * Factor;
        }

        return hash ^ (hash >> 32);
    }
}
