using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization.Content;
using AiInstrument.Collector.Normalization.Events;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Ingestion;

/// <summary>Reads what log records say of calls and hands it to the store. What else they hold is counted and left.</summary>
internal sealed class LogIngest(ITelemetryStore store, TimeProvider time, ContentPacker? contents = null) : ILogIngest
{
    /// <inheritdoc/>
    public async ValueTask<LogIngestResult> IngestAsync(int workspaceId, IReadOnlyList<DecodedLogRecord> records, CancellationToken cancellationToken)
    {
        var facts = new List<LogFacts>();
        int notGenAi = 0, withoutSpan = 0, messages = 0, tellNothing = 0, kept = 0;
        foreach (var record in records)
        {
            if (!GenAiEvent.Is(record.EventName))
            {
                notGenAi++;
                continue;
            }

            if (record.TraceId == UInt128.Zero || record.SpanId == 0)
            {
                withoutSpan++;
                continue;
            }

            var said = GenAiEvent.Read(record.EventName, record.Attributes, record.Body, record.Scope);
            var content = said.Messages > 0 && contents is { IsOn: true } && CallContent.Of(record) is { } texts ? contents.Pack(texts) : null;
            if (content is not null)
            {
                said = said with { Messages = 0 };
            }

            kept += said.TellAnything || content is not null ? 1 : 0;
            messages += said is { TellAnything: false, Messages: > 0 } ? 1 : 0;
            tellNothing += content is null && said is { TellAnything: false, Messages: 0 } ? 1 : 0;
            if (said.TellAnything || said.Messages > 0 || content is not null)
            {
                facts.Add(new LogFacts(record.TraceId, record.SpanId, RecordFingerprint.Of(record), said) { Content = content });
            }
        }

        if (facts.Count > 0)
        {
            var written = await store.WriteAsync(new TelemetryBatch(workspaceId, time.GetUtcNow(), [], [], []) { Facts = facts }, cancellationToken).ConfigureAwait(false);
            return new LogIngestResult(kept, notGenAi, withoutSpan, messages, tellNothing, written.Rejected);
        }

        return new LogIngestResult(kept, notGenAi, withoutSpan, messages, tellNothing, NotStorable: 0);
    }
}
