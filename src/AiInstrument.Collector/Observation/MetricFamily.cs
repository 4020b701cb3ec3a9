namespace AiInstrument.Collector.Observation;

/// <summary>What one instrument has measured.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">Its unit, as OpenTelemetry writes units; null for none.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Values">A value for each set of labels; none when nothing was measured.</param>
internal sealed record MetricFamily(string Name, string? Unit, string Help, MetricKind Kind, IReadOnlyList<MetricValue> Values)
{
    /// <summary>The values in buckets, where the kind is <see cref="MetricKind.Distribution"/>.</summary>
    public MetricDistribution? Distribution { get; init; }
}

/// <summary>A value with its labels.</summary>
/// <param name="Labels">As Prometheus writes them; empty for none.</param>
/// <param name="Tags">The labels' values.</param>
/// <param name="Value">The value.</param>
internal sealed record MetricValue(string Labels, IReadOnlyList<string> Tags, double Value);

/// <summary>What the values of an instrument are.</summary>
internal enum MetricKind
{
    /// <summary>A sum since the start.</summary>
    Counter,

    /// <summary>The value of now.</summary>
    Gauge,

    /// <summary>Counts in buckets since the start.</summary>
    Distribution,
}
