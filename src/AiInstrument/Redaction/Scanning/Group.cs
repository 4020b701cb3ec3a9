using System.Runtime.InteropServices;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Digits that stand together in a number.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">After the last.</param>
/// <param name="Separator">What stands between the group before and this one: one character, ')' for brackets, or <see cref="Spaced"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Group(int Start, int End, char Separator)
{
    /// <summary>A dash or slash with spaces around it.</summary>
    public const char Spaced = '~';

    public int Length => End - Start;
}
