namespace AiInstrument.Cli.Init;

/// <summary>A file that is added to or made.</summary>
/// <param name="File">Its full path.</param>
/// <param name="Before">Its bytes; null when it is made.</param>
/// <param name="After">Its bytes afterwards.</param>
/// <param name="Lines">The lines that are added.</param>
/// <param name="Why">Why.</param>
internal sealed record InitChange(string File, byte[]? Before, byte[] After, IReadOnlyList<string> Lines, string Why);
