using System.Buffers.Binary;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Normalization.Events;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Keeps what logs say of calls, and fills with it what the calls' spans leave open, whichever comes first. Facts without a span wait; they never make
/// an interaction. A record that is sent again changes nothing.
/// </summary>
internal sealed class FactsWriter
{
    // Records of one call that are told apart; a conversation has one for each of its messages.
    private const int MostSeen = 1024;

    private readonly SqliteWriter _writer;
    private readonly DimensionWriter _dimensions;
    private readonly StoredCalls _calls;
    private readonly TraceSettler _traces;
    private readonly RecordLists _lists;
    private readonly LeftOutWriter _leftOut;
    private readonly PriceBook _prices;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _store;
    private readonly SqliteStatement _setFilled;
    private readonly SqliteStatement _call;
    private bool _any;

    public FactsWriter(SqliteWriter writer, DimensionWriter dimensions, StoredCalls calls, TraceSettler traces, RecordLists lists, LeftOutWriter leftOut, PriceBook prices)
    {
        _writer = writer;
        _dimensions = dimensions;
        _calls = calls;
        _traces = traces;
        _lists = lists;
        _leftOut = leftOut;
        _prices = prices;
        _find = writer.Prepare("""
            SELECT provider, request_model, response_model, response_id, finish_reason, service_tier, tokens, choices, messages, seen, filled
            FROM log_facts WHERE workspace_id = ? AND trace_id = ? AND span_id = ?
            """);
        _store = writer.Prepare("""
            INSERT INTO log_facts (
                workspace_id, trace_id, span_id, received_day, provider, request_model, response_model, response_id, finish_reason, service_tier, tokens, choices, messages, seen, filled)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT (workspace_id, trace_id, span_id) DO UPDATE SET
                provider = excluded.provider, request_model = excluded.request_model, response_model = excluded.response_model, response_id = excluded.response_id,
                finish_reason = excluded.finish_reason, service_tier = excluded.service_tier, tokens = excluded.tokens, choices = excluded.choices,
                messages = excluded.messages, seen = excluded.seen
            """);
        _setFilled = writer.Prepare("UPDATE log_facts SET filled = ? WHERE workspace_id = ? AND trace_id = ? AND span_id = ?");
        _call = writer.Prepare("SELECT id FROM interactions WHERE workspace_id = ? AND trace_id = ? AND span_id = ?");
        _any = writer.Prepare("SELECT EXISTS (SELECT 1 FROM log_facts)").Find() == 1;
    }

    /// <summary>Adds what a record says, and fills its call when that is there.</summary>
    public void Add(int workspace, long receivedDay, LogFacts record)
    {
        var known = Find(workspace, record.TraceId, record.SpanId);
        Span<byte> fingerprint = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(fingerprint, record.Fingerprint);
        var seen = known?.Seen ?? [];
        if (IsSeen(seen, fingerprint) || seen.Length >= MostSeen * sizeof(ulong))
        {
            return;
        }

        var waiting = new Waiting(known?.Facts.Join(record.Facts) ?? record.Facts, [.. seen, .. fingerprint], known?.Filled ?? 0);
        Store(workspace, receivedDay, record, waiting);
        _any = true;
        Fill(workspace, record.TraceId, record.SpanId, waiting);
    }

    /// <summary>Fills a call that has just been stored with what waits for it.</summary>
    public void FillNew(int workspace, UInt128 traceId, ulong spanId)
    {
        // Most collectors receive no logs, and pay nothing for those that do.
        if (_any && Find(workspace, traceId, spanId) is { } waiting)
        {
            Fill(workspace, traceId, spanId, waiting);
        }
    }

    private static bool IsSeen(ReadOnlySpan<byte> seen, ReadOnlySpan<byte> fingerprint)
    {
        for (; !seen.IsEmpty; seen = seen[sizeof(ulong)..])
        {
            if (seen.StartsWith(fingerprint))
            {
                return true;
            }
        }

        return false;
    }

    private void Fill(int workspace, UInt128 traceId, ulong spanId, Waiting waiting)
    {
        BindSpan(_call, 1, workspace, traceId, spanId);
        if (_call.Find() is not { } id)
        {
            return;
        }

        // What earlier facts filled is open to these, which hold the earlier ones too.
        var stored = _calls.Find(id);
        var own = FilledFields.Without(stored.Call with { Usage = stored.Reported }, waiting.Filled);
        var full = waiting.Facts.Fill(own);
        if (full != stored.Call with { Usage = stored.Reported })
        {
            _lists.Move(workspace, stored, _calls.Replace(id, stored, full, _dimensions, _prices), full.Estimated);
            _traces.Touch(workspace, traceId);
        }

        if (waiting.Facts.Messages > 0)
        {
            _leftOut.SetLogMessages(id, waiting.Facts.Messages);
        }

        if (FilledFields.Of(own, full) is var filled && filled != waiting.Filled)
        {
            _setFilled.Bind(1, (long)filled);
            BindSpan(_setFilled, 2, workspace, traceId, spanId);
            _setFilled.Run();
        }
    }

    private Waiting? Find(int workspace, UInt128 traceId, ulong spanId)
    {
        BindSpan(_find, 1, workspace, traceId, spanId);
        if (!_find.Step())
        {
            return null;
        }

        var facts = new CallFacts
        {
            Provider = _find.Text(0),
            RequestModel = _find.Text(1),
            ResponseModel = _find.Text(2),
            ResponseId = _find.Text(3),
            FinishReason = _find.Text(4),
            ServiceTier = _find.Text(5),
            Usage = TokenSum.FromText(_find.Text(6)!),
            Choices = Choices.Read(_find.Text(7)!),
            Messages = (int)_find.Int64(8),
        };
        var waiting = new Waiting(facts, _find.Bytes(9), (int)_find.Int64(10));
        _find.Reset();
        return waiting;
    }

    private void Store(int workspace, long receivedDay, LogFacts record, Waiting waiting)
    {
        var facts = waiting.Facts;
        BindSpan(_store, 1, workspace, record.TraceId, record.SpanId);
        _store.Bind(4, receivedDay);
        _store.Bind(5, facts.Provider);
        _store.Bind(6, facts.RequestModel);
        _store.Bind(7, facts.ResponseModel);
        _store.Bind(8, facts.ResponseId);
        _store.Bind(9, facts.FinishReason);
        _store.Bind(10, facts.ServiceTier);
        _store.Bind(11, TokenSum.ToText(facts.Usage));
        _store.Bind(12, facts.Choices.Stored());
        _store.Bind(13, (long)facts.Messages);
        _store.Bind(14, waiting.Seen);
        _store.Run();
    }

    private static void BindSpan(SqliteStatement statement, int first, int workspace, UInt128 traceId, ulong spanId)
    {
        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(trace, traceId);
        statement.Bind(first, (long)workspace);
        statement.Bind(first + 1, trace);
        statement.Bind(first + 2, unchecked((long)spanId));
    }

    private sealed record Waiting(CallFacts Facts, byte[] Seen, int Filled);
}
