using System.Runtime.InteropServices;

namespace AiInstrument.Redaction.Scanning;

/// <summary>A stretch of a text that must go.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Type">One of <see cref="RedactionTypes"/>, or a pattern's name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Finding(int Start, int End, string Type)
{
    /// <summary>What must stand around the replacement, so that a JSON number becomes a string; null for nothing.</summary>
    public string? Quote { get; init; }
}
