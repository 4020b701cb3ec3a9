namespace AiInstrument.Collector.Content;

/// <summary>Content as it is stored: redacted, compressed and encrypted.</summary>
/// <param name="Data">The bytes.</param>
/// <param name="Characters">How many characters of text it holds.</param>
/// <param name="IsCut">Whether some of the text was left out.</param>
/// <param name="Redactions">A JSON object of what was replaced, by type, by its sender and here; null for nothing.</param>
internal sealed record PackedContent(byte[] Data, long Characters, bool IsCut, string? Redactions);
