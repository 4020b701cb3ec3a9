namespace AiInstrument.Collector.Normalization;

/// <summary>Bounds on what a sender can make the collector keep.</summary>
internal static class Clip
{
    /// <summary>The longest name or id, in UTF-16 units.</summary>
    public const int MostDimensionChars = 512;

    /// <summary>Cuts a name or an id.</summary>
    public static string Dimension(string value) => To(value, MostDimensionChars);

    /// <summary>Cuts a text, never through a surrogate pair.</summary>
    public static string To(string value, int length) =>
        value.Length <= length ? value
        : char.IsHighSurrogate(value[length - 1]) ? value[..(length - 1)]
        : value[..length];
}
