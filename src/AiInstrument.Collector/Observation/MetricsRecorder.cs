using System.Diagnostics.Metrics;
using AiInstrument.Collector.Receiving;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Observation;

/// <summary>Keeps what the collector's meter has measured since the start: the one source of <c>/metrics</c> and of the system page.</summary>
internal sealed class MetricsRecorder : IHostedService, IDisposable
{
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;

    public MetricsRecorder(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Several collectors may live in one process, each with its own factory.
            if (instrument.Meter.Name == ReceivingMetrics.MeterName && instrument.Meter.Scope == meters)
            {
                lock (_gate)
                {
                    _series[instrument.Name] = new Series(instrument);
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
    }

    /// <summary>When it began to listen, UTC.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The values of now, by name.</summary>
    public IReadOnlyList<MetricFamily> Read()
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
        {
            return [.. _series.Values.Select(series => series.Read())];
        }
    }

    /// <summary>Begins to listen, before anything is measured.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Since = _time.GetUtcNow();
        _listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricsText.Labels(tags);
        lock (_gate)
        {
            _series[instrument.Name].Add(labels, tags, value);
        }
    }

    private sealed class Series(Instrument instrument)
    {
        private readonly SortedDictionary<string, MetricValue> _values = new(StringComparer.Ordinal);
        private readonly long[]? _buckets = instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? new long[bounds.Count + 1] : null;
        private double _sum;

        private MetricKind Kind => _buckets is not null ? MetricKind.Distribution : instrument is ObservableGauge<long> ? MetricKind.Gauge : MetricKind.Counter;

        private IReadOnlyList<double> Bounds => ((Histogram<double>)instrument).Advice!.HistogramBucketBoundaries!;

        public void Add(string labels, ReadOnlySpan<KeyValuePair<string, object?>> tags, double value)
        {
            if (_buckets is not null)
            {
                var bounds = Bounds;
                var bucket = 0;
                while (bucket < bounds.Count && value > bounds[bucket])
                {
                    bucket++;
                }

                _buckets[bucket]++;
                _sum += value;
                return;
            }

            var known = _values.GetValueOrDefault(labels) ?? new MetricValue(labels, [.. tags.ToArray().Select(tag => $"{tag.Value}")], 0);
            _values[labels] = known with { Value = Kind == MetricKind.Counter ? known.Value + value : value };
        }

        public MetricFamily Read() => new(instrument.Name, instrument.Unit, instrument.Description ?? "", Kind, [.. _values.Values])
        {
            Distribution = _buckets is null ? null : new MetricDistribution(Bounds, [.. _buckets], _sum),
        };
    }
}
