using System.Buffers;
using System.Buffers.Text;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>Base64 as proto3 JSON allows it: standard or URL-safe alphabet, with or without padding.</summary>
internal static class Base64Text
{
    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = text.IndexOfAny((byte)'-', (byte)'_') >= 0 || text.Length % 4 != 0
            ? Base64Url.DecodeFromUtf8(WithUrlAlphabet(text), bytes, out _, out var written)
            : Base64.DecodeFromUtf8(text, bytes, out _, out written);
        Array.Resize(ref bytes, written);
        return status == OperationStatus.Done;
    }

    private static ReadOnlySpan<byte> WithUrlAlphabet(ReadOnlySpan<byte> text)
    {
        var url = text.ToArray();
        url.AsSpan().Replace((byte)'+', (byte)'-');
        url.AsSpan().Replace((byte)'/', (byte)'_');
        return url;
    }
}
