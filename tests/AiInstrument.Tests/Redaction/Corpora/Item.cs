namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>A value that a text is made around.</summary>
/// <param name="Type">What it is; null for a value that must stay.</param>
/// <param name="Value">Its characters.</param>
/// <param name="Lead">Words that people write before it in prose, with their space; they are not part of it.</param>
/// <param name="Key">The name of a field that holds it.</param>
internal sealed record Item(string? Type, string Value, string Lead = "", string Key = "value");
