namespace AiInstrument.Redaction;

/// <summary>Takes out of a text what must not leave the process. Register it as a singleton; several run in the order of their registration.</summary>
/// <remarks>
/// It is asked for each text of a message, and for each string inside a tool call's arguments, before the text becomes part
/// of a span. A function of the text alone: it is called from many threads at once, on the thread that ends the call, so it
/// must not wait. When it throws, the content of that span is dropped and the fault counted; nothing leaves unredacted.
/// </remarks>
public interface IAiRedactor
{
    /// <summary>Redacts one text.</summary>
    /// <param name="text">The text. A very long one is cut before: what is cut off is dropped.</param>
    /// <param name="counts">Takes what was replaced, by type.</param>
    /// <returns>The redacted text; null when there is nothing to redact, so that the text need not be copied.</returns>
    string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts);
}
