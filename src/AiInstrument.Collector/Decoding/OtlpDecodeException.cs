using System.Globalization;
using System.Text.Json;

namespace AiInstrument.Collector.Decoding;

/// <summary>The bytes are not the OTLP message that they claim to be. Sending them again cannot help.</summary>
public sealed class OtlpDecodeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence for the sender: what is wrong and at which byte; none of the content.</param>
    /// <param name="innerException">What the underlying reader reported, or null.</param>
    public OtlpDecodeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    // The JSON reader's own message quotes the text, which may be a prompt.
    internal static OtlpDecodeException Json(JsonException e) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Malformed JSON at line {e.LineNumber}, byte {e.BytePositionInLine}."), e);
}
