namespace AiInstrument.Collector.Observation;

/// <summary>Values counted in buckets.</summary>
/// <param name="Bounds">The largest value of each bucket but the last, which has no bound.</param>
/// <param name="Counts">One more than the bounds.</param>
/// <param name="Sum">The sum of the values.</param>
internal sealed record MetricDistribution(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Sum)
{
    /// <summary>How many values there are.</summary>
    public long Count => Counts.Sum();

    /// <summary>
    /// The value that a share of the values does not exceed, as exact as the buckets are: straight lines within one.
    /// Null when there are no values; the largest bound for what lies beyond it.
    /// </summary>
    public double? Percentile(double share)
    {
        var rank = share * Count;
        var below = 0L;
        for (var bucket = 0; bucket < Bounds.Count; bucket++)
        {
            if (Counts[bucket] > 0 && below + Counts[bucket] >= rank)
            {
                var from = bucket == 0 ? 0 : Bounds[bucket - 1];
                return from + ((Bounds[bucket] - from) * (rank - below) / Counts[bucket]);
            }

            below += Counts[bucket];
        }

        return Count == 0 ? null : Bounds[^1];
    }
}
