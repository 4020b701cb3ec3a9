using System.Runtime.InteropServices;

namespace AiInstrument.Collector.Normalization.Content;

/// <summary>One text that a span or log record holds.</summary>
/// <param name="Key">The attribute's key; of an event, its name and a slash before it.</param>
/// <param name="Text">A text, or JSON.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentField(string Key, string Text);
