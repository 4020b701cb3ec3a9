using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;

namespace AiInstrument.Collector.Receiving;

/// <summary>Decodes a request's spans and hands them on; acknowledges after the commit.</summary>
internal sealed class OtlpTraceService(OtlpProtobufReader protobuf, OtlpJsonReader json, ISpanIngest ingest, ReceivingMetrics metrics)
    : IExportService
{
    public OtlpSignal Signal => OtlpSignal.Traces;

    public async ValueTask<ExportOutcome> ExportAsync(
        int workspaceId, OtlpEncoding encoding, RequestBody body, CancellationToken cancellationToken)
    {
        DecodedBatch batch;
        try
        {
            batch = Decode(encoding, body);
        }
        catch (OtlpDecodeException e)
        {
            return ExportOutcome.Refused(RpcCode.InvalidArgument, e.Message);
        }

        using (batch)
        {
            return await StoreAsync(workspaceId, batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<ExportOutcome> StoreAsync(int workspaceId, DecodedBatch batch, CancellationToken cancellationToken)
    {
        IngestResult stored = default;
        try
        {
            if (batch.Spans.Count > 0)
            {
                stored = await ingest.IngestAsync(workspaceId, batch.Spans, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IngestUnavailableException e)
        {
            return ExportOutcome.TryAgain(e.Message, e.RetryAfter);
        }

        metrics.SpansDone(batch, stored);
        return ExportOutcome.Accepted(
            (long)batch.RejectedSpans + stored.Rejected,
            Join(batch.RejectedMessage, stored.RejectedMessage));
    }

    private DecodedBatch Decode(OtlpEncoding encoding, RequestBody body)
    {
        using (body)
        {
            return encoding == OtlpEncoding.Json ? json.Read(body.Message, body.Memory) : protobuf.Read(body.Message, body.Memory);
        }
    }

    private static string? Join(string? first, string? second) =>
        first is null ? second : second is null ? first : $"{first} {second}";
}
