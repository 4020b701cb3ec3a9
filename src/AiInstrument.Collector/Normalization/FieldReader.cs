using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Reads single attributes where no pass over all of them is worth it.</summary>
internal readonly struct FieldReader(AttributeList attributes)
{
    /// <summary>The text of a key, clipped; null when absent or empty.</summary>
    public string? Text(string key) => attributes.GetString(key) is { Length: > 0 } value ? Clip.Dimension(value) : null;
}
