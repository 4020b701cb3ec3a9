using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace AiInstrument.Collector.Receiving;

/// <summary>Collects the collector's meter and writes it in Prometheus' text format, version 0.0.4.</summary>
internal sealed class MetricsText : IDisposable
{
    /// <summary>The media type of <see cref="Write"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();

    public MetricsText(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Several collectors may live in one process, each with its own factory.
            if (instrument.Meter.Name == ReceivingMetrics.MeterName && instrument.Meter.Scope == meters)
            {
                lock (_gate)
                {
                    _series[NameOf(instrument)] = new Series(instrument.Description ?? "", instrument is not ObservableGauge<long>);
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The values of now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var (name, series) in _series)
            {
                text.Append("# HELP ").Append(name).Append(' ').Append(series.Help).Append('\n');
                text.Append("# TYPE ").Append(name).Append(series.Sums ? " counter\n" : " gauge\n");
                if (series.Values.Count == 0)
                {
                    series.Values[""] = 0;
                }

                foreach (var (labels, value) in series.Values)
                {
                    text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate)
        {
            var series = _series[NameOf(instrument)];
            series.Values[labels] = series.Sums ? series.Values.GetValueOrDefault(labels) + value : value;
        }
    }

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return instrument is ObservableGauge<long> ? name : name + "_total";
    }

    // All values are the collector's own words; the quotes would still be broken by one of these.
    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            var quoted = $"{value}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length > 1 ? "," : "").Append(key.Replace('.', '_')).Append("=\"").Append(quoted).Append('"');
        }

        return text.Append('}').ToString();
    }

    private sealed record Series(string Help, bool Sums)
    {
        public SortedDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);
    }
}
