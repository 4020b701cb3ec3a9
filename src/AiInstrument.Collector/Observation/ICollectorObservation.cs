namespace AiInstrument.Collector.Observation;

/// <summary>What the collector knows of itself. Its counts are those of <c>/metrics</c>.</summary>
public interface ICollectorObservation
{
    /// <summary>The state of now.</summary>
    Task<CollectorState> ReadAsync(CancellationToken cancellationToken);
}
