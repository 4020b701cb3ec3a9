namespace AiInstrument.Collector.Decoding;

/// <summary>Bounds on what a decoder keeps. What is over a bound is left out or cut and counted, never a reason to lose the span.</summary>
/// <param name="MaxAttributes">Attributes kept per span, resource, event, link or map.</param>
/// <param name="MaxDepth">Deepest nesting of an attribute value; a deeper value is kept as empty.</param>
/// <param name="MaxEvents">Events kept per span.</param>
/// <param name="MaxLinks">Links kept per span.</param>
/// <param name="MaxArrayLength">Elements kept per array value.</param>
/// <param name="MaxValueLength">Bytes kept of a text or bytes value, of a name and of a status message; longer ones are cut.</param>
public sealed record DecodingLimits(
    int MaxAttributes = 256, int MaxDepth = 32, int MaxEvents = 256, int MaxLinks = 256, int MaxArrayLength = 4096, int MaxValueLength = 1024 * 1024)
{
    /// <summary>The largest <see cref="MaxDepth"/>: values are read recursively, so it must fit any thread's stack.</summary>
    public const int DeepestNesting = 128;
}
