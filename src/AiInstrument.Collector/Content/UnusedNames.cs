using System.Collections;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;

namespace AiInstrument.Collector.Content;

/// <summary>
/// The names of organizations, users, projects, documents and sessions, and the attributes, that no record and no total refers to. They are found while others write, by reading all records in
/// short pieces; what comes meanwhile is caught up with in the transaction that removes them.
/// </summary>
internal sealed class UnusedNames
{
    private const int RowsPerRead = 20_000;

    private static readonly (DimensionKind Kind, string Column, bool InTotals)[] Kinds =
    [
        (DimensionKind.Organization, "organization_id", true), (DimensionKind.User, "user_id", true), (DimensionKind.Project, "project_id", true),
        (DimensionKind.Document, "document_id", false), (DimensionKind.Session, "session_id", false),
    ];

    private static readonly string Next = $"SELECT id, attributes_id, {string.Join(", ", Kinds.Select(kind => kind.Column))} FROM interactions WHERE id > ? ORDER BY id LIMIT {RowsPerRead}";

    private readonly BitArray _names;
    private readonly BitArray _attributes;
    private readonly Queue<long> _unusedNames = [];
    private readonly Queue<long> _unusedAttributes = [];
    private long _throughId;

    private UnusedNames(SqliteWriter reader)
    {
        // Names and attributes that are newer than this have records that are newer.
        _names = new((int)Value(reader, "SELECT coalesce(max(id), 0) FROM dimension_values") + 1);
        _attributes = new((int)Value(reader, "SELECT coalesce(max(id), 0) FROM attribute_sets") + 1);
    }

    /// <summary>Finds them. Nobody has to wait for it.</summary>
    /// <param name="reader">A connection of its own.</param>
    /// <param name="workspaceId">Whose names; attributes are everybody's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static UnusedNames Find(SqliteWriter reader, int workspaceId, CancellationToken cancellationToken)
    {
        var unused = new UnusedNames(reader);
        using (var next = reader.Prepare(Next))
        {
            while (unused.Read(next) == RowsPerRead)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        // Where retention has removed records, totals are all that is left of a name.
        var inTotals = new BitArray(unused._names.Length);
        string[] kept = [.. Kinds.Where(kind => kind.InTotals).Select(kind => kind.Column)];
        using (var totals = reader.Prepare($"SELECT DISTINCT {string.Join(", ", kept)} FROM usage_daily WHERE day < coalesce(({Retention.KeptFrom}), 0)"))
        {
            while (totals.Step())
            {
                for (var column = 0; column < kept.Length; column++)
                {
                    Mark(inTotals, totals.Int64(column));
                }
            }
        }

        using (var names = reader.Prepare($"SELECT id FROM dimension_values WHERE workspace_id = ? AND kind IN ({string.Join(", ", Kinds.Select(kind => (int)kind.Kind))})"))
        {
            names.Bind(1, (long)workspaceId);
            Collect(names, unused._names, inTotals, unused._unusedNames);
        }

        using var sets = reader.Prepare("SELECT id FROM attribute_sets");
        Collect(sets, unused._attributes, new(unused._attributes.Length), unused._unusedAttributes);
        return unused;
    }

    /// <summary>Whether a record refers to a name.</summary>
    public bool IsOfRecords(long name) => name >= _names.Length || _names[(int)name];

    /// <summary>Takes notice of the records that have come since, in the transaction that is open.</summary>
    /// <returns>False when the newest have gone since, so that ids may have been given again.</returns>
    public bool CatchUp(SqliteWriter writer)
    {
        if (Value(writer, "SELECT coalesce(max(id), 0) FROM interactions") < _throughId)
        {
            return false;
        }

        using var next = writer.Prepare(Next);
        while (Read(next) == RowsPerRead)
        {
            // Until the newest.
        }

        return true;
    }

    /// <summary>Takes names out.</summary>
    /// <param name="most">How many at the most.</param>
    public IEnumerable<long> TakeNames(int most) => Take(_unusedNames, _names, most);

    /// <summary>Takes attributes out.</summary>
    /// <param name="most">How many at the most.</param>
    public IEnumerable<long> TakeAttributes(int most) => Take(_unusedAttributes, _attributes, most);

    private static IEnumerable<long> Take(Queue<long> unused, BitArray used, int most)
    {
        for (var taken = 0; taken < most && unused.TryDequeue(out var id);)
        {
            if (!used[(int)id])
            {
                taken++;
                yield return id;
            }
        }
    }

    private static void Collect(SqliteStatement ids, BitArray used, BitArray kept, Queue<long> unused)
    {
        while (ids.Step())
        {
            var id = ids.Int64(0);
            if (id < used.Length && !used[(int)id] && !kept[(int)id])
            {
                unused.Enqueue(id);
            }
        }
    }

    private static void Mark(BitArray used, long id)
    {
        if (id < used.Length)
        {
            used[(int)id] = true;
        }
    }

    private static long Value(SqliteWriter database, string sql)
    {
        using var statement = database.Prepare(sql);
        return statement.Find() ?? 0;
    }

    private int Read(SqliteStatement next)
    {
        var rows = 0;
        next.Bind(1, _throughId);
        for (; next.Step(); rows++)
        {
            _throughId = next.Int64(0);
            Mark(_attributes, next.Int64(1));
            for (var column = 0; column < Kinds.Length; column++)
            {
                Mark(_names, next.Int64(column + 2));
            }
        }

        return rows;
    }
}
