using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AiInstrument.Capture;

namespace AiInstrument.Registry;

/// <summary>A manifest as JSON, cut into chunks that are each complete JSON of at most <see cref="MaxChunkBytes"/>.</summary>
internal sealed class RegistryPayload
{
    /// <summary>Well under the attribute sizes that collectors and backends on the way are known to cut at.</summary>
    public const int MaxChunkBytes = 32 * 1024;

    /// <summary>An entry point that reaches more than these comes in several entries, each small enough for a chunk.</summary>
    private const int MostSitesOfReach = 500;

    private static readonly string[] s_sections = ["features", "routes", "jobs", "callSites", "reaches"];
    private static readonly int s_envelopeBytes = Encoding.UTF8.GetByteCount("{\"features\":[],\"routes\":[],\"jobs\":[],\"callSites\":[],\"reaches\":[]}");

    // The payload is an attribute and never HTML: names keep their letters, which is smaller and readable.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _chunks = [];
    private readonly List<byte[]>[] _items = [[], [], [], [], []];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _bytes = s_envelopeBytes;

    private readonly bool _hasReaches;

    private RegistryPayload(bool hasReaches) => _hasReaches = hasReaches;

    /// <summary>Cuts a manifest. An empty one still gives one chunk: a build without calls is known too.</summary>
    public static IReadOnlyList<string> Chunk(AiManifest manifest)
    {
        var payload = new RegistryPayload(manifest.Reaches is not null);
        payload.AddAll(0, manifest.Features, WriteFeature);
        payload.AddAll(1, manifest.Routes, WriteRoute);
        payload.AddAll(2, manifest.Jobs, WriteJob);
        payload.AddAll(3, manifest.CallSites, WriteCallSite);
        payload.AddAll(4, [.. (manifest.Reaches ?? []).SelectMany(Slices)], WriteReach);
        payload.EndChunk();
        return payload._chunks;
    }

    private void AddAll<T>(int section, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        foreach (var value in values)
        {
            _buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_buffer, s_json))
            {
                json.WriteStartObject();
                write(json, value);
                json.WriteEndObject();
            }

            Add(section, _buffer.WrittenSpan.ToArray());
        }
    }

    private void Add(int section, byte[] item)
    {
        var bytes = item.Length + 1; // and a comma
        if (s_envelopeBytes + bytes > MaxChunkBytes)
        {
            TelemetryFaults.Count(new InvalidDataException("A registry entry is larger than a chunk."));
            return;
        }

        if (_bytes + bytes > MaxChunkBytes)
        {
            EndChunk();
        }

        _items[section].Add(item);
        _bytes += bytes;
    }

    private void EndChunk()
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, s_json))
        {
            json.WriteStartObject();
            // A build that did not look says nothing of what is reached, which is not the same as nothing.
            for (var section = 0; section < s_sections.Length - (_hasReaches ? 0 : 1); section++)
            {
                json.WriteStartArray(s_sections[section]);
                foreach (var item in _items[section])
                {
                    json.WriteRawValue(item, skipInputValidation: true);
                }

                json.WriteEndArray();
                _items[section].Clear();
            }

            json.WriteEndObject();
        }

        _chunks.Add(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _bytes = s_envelopeBytes;
    }

    private static void WriteFeature(Utf8JsonWriter json, AiFeatureInfo feature)
    {
        json.WriteString("id", feature.Id);
        json.WriteString("category", feature.Category);
        WriteIfKnown(json, "owner", feature.Owner);
        WriteIfKnown(json, "purpose", feature.Purpose);
        WriteIfAny(json, "formerIds", feature.FormerIds);
        if (feature.Budgets.Count > 0)
        {
            json.WriteStartArray("budgets");
            foreach (var budget in feature.Budgets)
            {
                WriteBudget(json, budget);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteBudget(Utf8JsonWriter json, AiDeclaredBudget budget)
    {
        json.WriteStartObject();
        json.WriteString("unit", "usd");
        json.WriteString("period", budget.Period);
        json.WriteNumber("limit", budget.NanoDollars);
        json.WriteBoolean("soft", budget.Soft);
        json.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter json, AiRouteInfo route)
    {
        json.WriteString("method", route.Method);
        json.WriteString("pattern", route.Pattern);
    }

    private static void WriteJob(Utf8JsonWriter json, AiJobInfo job)
    {
        json.WriteString("name", job.Name);
        json.WriteString("kind", job.Kind);
    }

    private static void WriteCallSite(Utf8JsonWriter json, AiCallSite site)
    {
        json.WriteString("id", site.Id);
        json.WriteString("member", site.Member);
        json.WriteString("file", site.File);
        json.WriteNumber("line", site.Line);
        json.WriteString("sdk", site.Sdk);
        json.WriteString("method", site.Method);
        json.WriteString("operation", site.Operation);
        WriteIfKnown(json, "provider", site.Provider);
        WriteIfKnown(json, "model", site.Model);
        WriteIfKnown(json, "feature", site.Feature?.Id);
        WriteIfKnown(json, "escape", site.Escape);
        WriteIfKnown(json, "measuredBy", site.MeasuredBy);
    }

    private static IEnumerable<AiReach> Slices(AiReach reach) =>
        reach.CallSites.Chunk(MostSitesOfReach).Select(ids => reach with { CallSites = ids, Ambiguous = [] })
            .Concat(reach.Ambiguous.Chunk(MostSitesOfReach).Select(ids => reach with { CallSites = [], Ambiguous = ids }));

    private static void WriteReach(Utf8JsonWriter json, AiReach reach)
    {
        json.WriteString("entryPoint", reach.EntryPoint);
        json.WriteString("kind", reach.Kind);
        WriteIfAny(json, "callSites", reach.CallSites);
        WriteIfAny(json, "ambiguous", reach.Ambiguous);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
