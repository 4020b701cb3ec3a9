namespace AiInstrument.Tests.Redaction;

/// <summary>A text, and what in it must go: the type and the exact characters.</summary>
internal sealed record LabelledText(string Text, IReadOnlyList<(string Type, string Value)> Secrets);
