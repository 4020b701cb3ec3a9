using AiInstrument.Collector.Access;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Observation;

/// <summary>The pulses of the store and of what remembers who was verified.</summary>
internal sealed class CollectorSignals(SqliteTelemetryStore store, Verified<ApiKeyIdentity> keys, Verified<AccountIdentity> accounts) : ICollectorSignals
{
    /// <inheritdoc/>
    public Pulse Commits => store.Commits;

    /// <inheritdoc/>
    public Pulse KeyChanges => keys.Forgotten;

    /// <inheritdoc/>
    public Pulse AccountChanges => accounts.Forgotten;
}
