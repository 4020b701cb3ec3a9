using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Receiving;

/// <summary>What the receivers hand their decoded log records to. Returns after the commit: a returned result may be acknowledged.</summary>
internal interface ILogIngest
{
    /// <summary>Keeps what the records say of calls, for the calls that are there and for those that are not there yet.</summary>
    /// <param name="workspaceId">The workspace of the sender's key.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Stops waiting; what is queued is still written.</param>
    /// <exception cref="IngestUnavailableException">Nothing was stored and the sender must try again.</exception>
    ValueTask<LogIngestResult> IngestAsync(int workspaceId, IReadOnlyList<DecodedLogRecord> records, CancellationToken cancellationToken);
}

/// <summary>What became of log records.</summary>
/// <param name="Kept">Facts of them are kept.</param>
/// <param name="NotGenAi">They are no GenAI events.</param>
/// <param name="WithoutSpan">They are, and name no valid trace and span.</param>
/// <param name="Messages">They hold message texts and nothing else; that they were there is counted with the call.</param>
/// <param name="TellNothing">They hold nothing that a call has.</param>
/// <param name="NotStorable">The database does not take them.</param>
internal sealed record LogIngestResult(int Kept, int NotGenAi, int WithoutSpan, int Messages, int TellNothing, int NotStorable);
