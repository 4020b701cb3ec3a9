using System.Text;

namespace AiInstrument.Cli.Init;

/// <summary>A file's text that goes back to the bytes it came from: encoding, byte order mark and line endings stay.</summary>
internal sealed class FileText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding _encoding;
    private readonly byte[] _mark;

    private FileText(byte[] bytes, Encoding encoding, byte[] mark)
    {
        (Bytes, _encoding, _mark) = (bytes, encoding, mark);
        Text = encoding.GetString(bytes.AsSpan(mark.Length));
        LineBreak = Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
    }

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The text without its mark.</summary>
    public string Text { get; }

    /// <summary>How its lines end.</summary>
    public string LineBreak { get; }

    /// <summary>Reads bytes. What is no Unicode is read byte by byte, which loses nothing either.</summary>
    public static FileText Of(byte[] bytes) => bytes switch
    {
        [0xef, 0xbb, 0xbf, ..] => new FileText(bytes, new UTF8Encoding(false), [0xef, 0xbb, 0xbf]),
        [0xff, 0xfe, ..] => new FileText(bytes, Encoding.Unicode, [0xff, 0xfe]),
        [0xfe, 0xff, ..] => new FileText(bytes, Encoding.BigEndianUnicode, [0xfe, 0xff]),
        _ => new FileText(bytes, IsUtf8(bytes) ? StrictUtf8 : Encoding.Latin1, []),
    };

    /// <summary>The bytes of another text in the same form.</summary>
    public byte[] With(string text) => [.. _mark, .. _encoding.GetBytes(text)];

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = StrictUtf8.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
