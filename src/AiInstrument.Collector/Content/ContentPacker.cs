using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AiInstrument.Collector.Normalization.Content;
using AiInstrument.Redaction.Scanning;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Content;

/// <summary>Makes of what was sent what may be stored, on the thread of the request. Safe for several threads.</summary>
internal sealed class ContentPacker(ContentCipher cipher, IOptions<CollectorOptions> options)
{
    /// <summary>Stands where a text was cut.</summary>
    public const string CutMark = "[TRUNCATED]";

    /// <summary>What is redacted beyond the bound and then dropped, so that no half of a secret stays at the cut.</summary>
    private const int Overlap = 512;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextRedactor? _redactor = options.Value.RedactContent ? new TextRedactor([]) : null;
    private readonly int _most = options.Value.MaxContentCharacters;

    /// <summary>Whether content is stored at all.</summary>
    public bool IsOn { get; } = options.Value.StoreContent;

    /// <summary>Redacts, cuts, compresses and encrypts.</summary>
    public PackedContent Pack(CallContent content)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        AddSent(content.SentRedactions, counts);
        var left = _most;
        var characters = 0L;
        var isCut = content.IsCut;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, s_json))
        {
            writer.WriteStartArray();
            foreach (var field in content.Fields)
            {
                if (left <= 0)
                {
                    isCut = true;
                    break;
                }

                var text = Redact(field.Text, left, counts, ref isCut);
                left -= text.Length;
                characters += text.Length;
                writer.WriteStartArray();
                writer.WriteStringValue(field.Key);
                writer.WriteStringValue(text);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return new(cipher.Encrypt(ContentBytes.Compress(json.WrittenSpan)), characters, isCut, counts.Count == 0 ? null : Counts(counts));
    }

    private string Redact(string text, int left, SortedDictionary<string, long> counts, ref bool isCut)
    {
        if (text.Length <= left)
        {
            return Redact(text, counts) ?? text;
        }

        isCut = true;
        var read = text[..Math.Min(text.Length, left + Overlap)];
        var redacted = Redact(read, counts) ?? read;
        var end = Math.Min(Math.Max(0, redacted.Length - Overlap), left);
        return redacted[..(end > 0 && char.IsHighSurrogate(redacted[end - 1]) ? end - 1 : end)] + CutMark;
    }

    private string? Redact(string text, SortedDictionary<string, long> counts) =>
        _redactor?.Redact(text, counts, static (counts, type) => counts[type] = counts.GetValueOrDefault(type) + 1);

    private static void AddSent(string? sent, SortedDictionary<string, long> counts)
    {
        const int MostTypes = 64;
        if (sent is null)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(sent);
            foreach (var type in document.RootElement.EnumerateObject().Take(MostTypes))
            {
                if (type.Value.TryGetInt64(out var count) && count > 0)
                {
                    counts[type.Name] = counts.GetValueOrDefault(type.Name) + count;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not what it says it is: what is found here still counts.
        }
    }

    private static string Counts(SortedDictionary<string, long> counts)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, s_json))
        {
            writer.WriteStartObject();
            foreach (var (type, count) in counts)
            {
                writer.WriteNumber(type, count);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
