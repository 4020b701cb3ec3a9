using AiInstrument.Redaction;

namespace AiInstrument.Capture;

/// <summary>How content is captured where it is.</summary>
internal sealed class ContentPolicy(ContentCapture mode, IReadOnlyList<IAiRedactor> redactors)
{
    public ContentCapture Mode { get; } = mode;

    /// <summary>What every text passes through. Empty for <see cref="ContentCapture.Full"/>.</summary>
    public IReadOnlyList<IAiRedactor> Redactors { get; } = mode is ContentCapture.Redacted ? redactors : [];

    public static ContentPolicy? For(ContentCapture mode, IReadOnlyList<IAiRedactor> redactors)
        => mode is ContentCapture.Off ? null : new ContentPolicy(mode, redactors);
}
