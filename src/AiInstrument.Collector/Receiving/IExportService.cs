using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;

namespace AiInstrument.Collector.Receiving;

/// <summary>The Export call of one OTLP signal, whatever carried it here.</summary>
internal interface IExportService
{
    /// <summary>The signal that is served.</summary>
    OtlpSignal Signal { get; }

    /// <summary>Takes one request. Everything that is wrong with it is in the outcome.</summary>
    /// <param name="workspaceId">Where the sender's data belongs.</param>
    /// <param name="encoding">How the message is written.</param>
    /// <param name="body">The message; disposed as soon as it is decoded, before the commit is waited for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<ExportOutcome> ExportAsync(int workspaceId, OtlpEncoding encoding, RequestBody body, CancellationToken cancellationToken);
}
