namespace AiInstrument.Registry;

/// <summary>A part of the build's manifest as text, so that <see cref="AiManifestReader"/> reads it off the file. Generated; the parts in order of their index are one JSON text.</summary>
/// <param name="format">The text's format.</param>
/// <param name="index">This part, from 0.</param>
/// <param name="count">How many parts there are.</param>
/// <param name="text">The part.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AiManifestTextAttribute(int format, int index, int count, string text) : Attribute
{
    /// <summary>The text's format.</summary>
    public int Format { get; } = format;

    /// <summary>This part, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>How many parts there are.</summary>
    public int Count { get; } = count;

    /// <summary>The part.</summary>
    public string Text { get; } = text;
}
