namespace AiInstrument.Tests.Redaction;

/// <summary>A stretch of a text and its type, as known from how the text was put together.</summary>
internal readonly record struct Label(int Start, int End, string Type);
