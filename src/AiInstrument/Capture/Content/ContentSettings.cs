using AiInstrument.Redaction;

namespace AiInstrument.Capture.Content;

/// <summary>How content is kept, for all calls of a host. Null in <see cref="CaptureHooks"/> where none is.</summary>
/// <param name="KeepsText">False to count only.</param>
/// <param name="Redactors">Run one after the other over every text; none for <see cref="ContentCapture.Full"/>.</param>
internal sealed record ContentSettings(bool KeepsText, IAiRedactor[] Redactors)
{
    /// <summary>The characters of text that one attribute holds at most, before JSON's escapes.</summary>
    public const int MaxCharacters = 32 * 1024;

    /// <summary>The messages that one attribute holds at most.</summary>
    public const int MaxMessages = 256;

    /// <summary>The parts of messages that one attribute holds at most.</summary>
    public const int MaxParts = 1024;

    /// <summary>What is read beyond the bound, redacted, and dropped: so that half a secret at the cut does not stay.</summary>
    public const int Overlap = 512;

    /// <summary>Stands where the rest of a text was cut off.</summary>
    public const string TruncationMark = "[TRUNCATED]";

    public static ContentSettings? Of(AiInstrumentOptions options, IEnumerable<IAiRedactor> own) => options.CaptureContent switch
    {
        ContentCapture.Metadata => new(KeepsText: false, []),
        ContentCapture.Redacted => new(KeepsText: true, own.ToArray() is { Length: > 0 } redactors ? redactors : [new BuiltInRedactor(options.Redaction)]),
        ContentCapture.Full when options.AllowUnredactedContent => new(KeepsText: true, []),
        _ => null,
    };
}
