namespace AiInstrument.Analyzers.Content;

/// <summary>How much of prompts and answers is recorded: <c>ContentCapture</c> of the runtime, from nothing to everything.</summary>
internal enum ContentMode
{
    Off,
    Metadata,
    Redacted,
    Full,
}
