namespace AiInstrument.Tests.Redaction;

/// <summary>A text, and what in it must go.</summary>
internal sealed record LabelledText(string Text, string Format, IReadOnlyList<Label> Labels);
