using System.Buffers.Binary;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Stores content that is packed already; a part that was there before, or was removed, stays as it is.</summary>
internal sealed class ContentWriter(SqliteWriter writer)
{
    /// <summary>The part of the span itself; log records have their fingerprints.</summary>
    public const long SpanPart = 0;

    private readonly SqliteStatement _add = writer.Prepare("""
        INSERT INTO contents (workspace_id, trace_id, span_id, part, day, characters, cut, redactions, bytes, gone, data)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(g.gone = 0, ?9, 0), g.gone, iif(g.gone = 0, ?10, NULL)
        FROM (SELECT max(coalesce((SELECT max(gone) FROM contents WHERE workspace_id = ?1 AND trace_id = ?2 AND span_id = ?3 AND gone = 2), 0), ?11) AS gone) g
        WHERE true
        ON CONFLICT (workspace_id, trace_id, span_id, part) DO NOTHING
        """);

    private readonly SqliteStatement _purge = writer.Prepare($"""
        UPDATE contents SET gone = {(int)ContentAbsence.Purged}, data = NULL, bytes = 0, redactions = NULL WHERE workspace_id = ? AND trace_id = ? AND span_id = ?
        """);

    /// <summary>Removes what log records said of a span before it was known to whom it belongs.</summary>
    public void Purge(int workspace, UInt128 traceId, ulong spanId)
    {
        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(trace, traceId);
        _purge.Bind(1, (long)workspace);
        _purge.Bind(2, trace);
        _purge.Bind(3, unchecked((long)spanId));
        _purge.Run();
    }

    /// <summary>Stores a part.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="traceId">The call's trace.</param>
    /// <param name="spanId">The call's span.</param>
    /// <param name="part">Which part of its content.</param>
    /// <param name="day">The day that its retention counts from, in days since the Unix epoch.</param>
    /// <param name="content">The content.</param>
    /// <param name="isPurged">Whether it belongs to what was purged before it arrived: only its place is kept.</param>
    public void Add(int workspace, UInt128 traceId, ulong spanId, long part, long day, PackedContent content, bool isPurged)
    {
        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(trace, traceId);
        _add.Bind(1, (long)workspace);
        _add.Bind(2, trace);
        _add.Bind(3, unchecked((long)spanId));
        _add.Bind(4, part);
        _add.Bind(5, day);
        _add.Bind(6, content.Characters);
        _add.Bind(7, content.IsCut);
        _add.Bind(8, isPurged ? null : content.Redactions);
        _add.Bind(9, (long)content.Data.Length);
        _add.Bind(10, content.Data);
        _add.Bind(11, isPurged ? (long)ContentAbsence.Purged : 0L);
        _add.Run();
    }
}
