using System.Globalization;
using System.Text;

namespace AiInstrument.Collector.Observation;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class MetricsText
{
    /// <summary>The media type of <see cref="Write"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All families; one without a value is 0.</summary>
    public static string Write(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var name = NameOf(family);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {family.Help}\n# TYPE {name} {TypeOf(family.Kind)}\n");
            if (family.Distribution is { } distribution)
            {
                WriteBuckets(text, name, distribution);
                continue;
            }

            foreach (var value in family.Values is [] ? [new MetricValue("", [], 0)] : family.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{value.Labels} {value.Value:R}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Labels in braces; empty for none. All values are the collector's own words; the quotes would still be broken by one of these characters.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
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

    private static void WriteBuckets(StringBuilder text, string name, MetricDistribution distribution)
    {
        var below = 0L;
        for (var bucket = 0; bucket < distribution.Counts.Count; bucket++)
        {
            below += distribution.Counts[bucket];
            var bound = bucket < distribution.Bounds.Count ? distribution.Bounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{bound}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum {distribution.Sum:R}\n{name}_count {below}\n");
    }

    private static string NameOf(MetricFamily family) =>
        family.Name.Replace('.', '_')
        + family.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (family.Kind == MetricKind.Counter ? "_total" : "");

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };
}
