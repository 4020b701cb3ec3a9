namespace AiInstrument;

/// <summary>How much of prompts and answers a call span says.</summary>
public enum ContentCapture
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>How many messages and characters, by role. No text.</summary>
    Metadata,

    /// <summary>The messages, after every registered <see cref="Redaction.IAiRedactor"/>, or after <see cref="Redaction.BuiltInRedactor"/> where none is registered.</summary>
    Redacted,

    /// <summary>The messages as they are. Needs <see cref="AiInstrumentOptions.AllowUnredactedContent"/> too.</summary>
    Full,
}
