namespace AiInstrument.Collector.Tests.Decoding;

/// <summary>Changes a message in one of the ways that broken senders and hostile ones do.</summary>
internal static class Mutation
{
    // Keeps what grows by repetition from growing without an end.
    private const int MostBytes = 64 * 1024;

    // Lengths, ids and numbers that are edges; brackets, literals and escapes of JSON.
    private static readonly byte[][] s_edges =
    [
        [0], [0x7F], [0x80], [0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
        [0, 0, 0, 0, 0, 0, 0, 0], [0x0B], [0x0C], [0x32, 0x00], [0x2A, 0x02, 0x0A, 0x00],
        .. new[] { "{", "}", "[", "]", "null", "\"\"", ",", ":", "-1", "1e400", "18446744073709551616", "\\ud800", "\\u0000", "\"NaN\"", "true", "0.5", "\"" }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    public static byte[] OfOneByte(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count is > 0 and < MostBytes; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(at, random.Next(Math.Min(64, bytes.Count - at)));
                    break;
                case 5:
                    bytes.InsertRange(at, s_edges[random.Next(s_edges.Length)]);
                    break;
                case 6:
                    var edge = s_edges[random.Next(s_edges.Length)];
                    for (var i = 0; i < edge.Length && at + i < bytes.Count; i++)
                    {
                        bytes[at + i] = edge[i];
                    }

                    break;
                default:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, random.Next(bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }
}
