using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;

namespace AiInstrument.Collector.Receiving;

/// <summary>
/// Answers a signal that is not stored. The request is accepted and all of it rejected through partial_success, so that a
/// sender that exports every signal to one endpoint neither retries nor fails, and its log says what was not taken.
/// </summary>
internal sealed class UnsupportedSignalService(OtlpSignal signal, OtlpItemCounter counter) : IExportService
{
    public OtlpSignal Signal => signal;

    public ValueTask<ExportOutcome> ExportAsync(
        int workspaceId, OtlpEncoding encoding, RequestBody body, CancellationToken cancellationToken)
    {
        try
        {
            var count = encoding == OtlpEncoding.Json ? counter.CountJson(body.Message) : counter.CountProtobuf(body.Message);
            return ValueTask.FromResult(count == 0
                ? ExportOutcome.Accepted()
                : ExportOutcome.Accepted(count, $"This collector keeps LLM calls; {signal.Name} are not kept."));
        }
        catch (OtlpDecodeException e)
        {
            return ValueTask.FromResult(ExportOutcome.Refused(RpcCode.InvalidArgument, e.Message));
        }
    }
}
