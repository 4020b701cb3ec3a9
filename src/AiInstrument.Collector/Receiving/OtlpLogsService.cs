using System.Globalization;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;

namespace AiInstrument.Collector.Receiving;

/// <summary>
/// Decodes a request's log records, keeps what GenAI events among them say of calls, and tells the sender through partial_success how many
/// records nothing is kept of: what is not accepted is rejected, whatever the reason ("OTLP Specification", Partial Success).
/// </summary>
internal sealed class OtlpLogsService(LogsProtobufReader protobuf, LogsJsonReader json, ILogIngest ingest, ReceivingMetrics metrics) : IExportService
{
    public OtlpSignal Signal => OtlpSignal.Logs;

    public async ValueTask<ExportOutcome> ExportAsync(int workspaceId, OtlpEncoding encoding, RequestBody body, CancellationToken cancellationToken)
    {
        LogIngestResult result;
        try
        {
            result = await ingest.IngestAsync(workspaceId, Decode(encoding, body), cancellationToken).ConfigureAwait(false);
        }
        catch (OtlpDecodeException e)
        {
            return ExportOutcome.Refused(RpcCode.InvalidArgument, e.Message);
        }
        catch (IngestUnavailableException e)
        {
            return ExportOutcome.TryAgain(e.Message, e.RetryAfter);
        }

        (int Count, string Reason, string Sentence)[] dropped =
        [
            (result.NotGenAi, "not_genai", "are no GenAI events"),
            (result.WithoutSpan, "no_span", "name no valid trace and span"),
            (result.Messages, "message_text", "hold message texts, which are not stored"),
            (result.TellNothing, "nothing_to_keep", "tell nothing that is kept of a call"),
            (result.NotStorable, "not_storable", "cannot be stored"),
        ];
        metrics.LogsDone(result.Kept - result.NotStorable, dropped);
        return ExportOutcome.Accepted(dropped.Sum(part => (long)part.Count), Describe(dropped));
    }

    private static string? Describe((int Count, string Reason, string Sentence)[] dropped)
    {
        var parts = dropped.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} log record(s) {part.Sentence}"));
        return string.Join("; ", parts) is { Length: > 0 } text ? text + "." : null;
    }

    private IReadOnlyList<DecodedLogRecord> Decode(OtlpEncoding encoding, RequestBody body)
    {
        using (body)
        {
            return encoding == OtlpEncoding.Json ? json.Read(body.Message, body.Memory) : protobuf.Read(body.Message, body.Memory);
        }
    }
}
