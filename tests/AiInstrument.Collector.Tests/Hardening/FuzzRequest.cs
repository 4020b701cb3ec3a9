using System.Buffers.Binary;
using System.IO.Compression;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>A request that is valid but for some bytes.</summary>
/// <param name="Signal"><c>traces</c>, <c>logs</c> or <c>metrics</c>.</param>
/// <param name="IsJson">Whether the message is in JSON.</param>
/// <param name="IsGrpc">Whether the body is a gRPC frame.</param>
/// <param name="IsGzip">Whether the message is compressed.</param>
/// <param name="Body">The body.</param>
internal sealed record FuzzRequest(string Signal, bool IsJson, bool IsGrpc, bool IsGzip, byte[] Body)
{
    private static readonly (string Signal, bool IsJson, byte[] Message)[] s_seeds =
    [
        ("traces", false, FuzzSeeds.TracesProtobuf), ("traces", false, FuzzSeeds.TracesProtobuf), ("logs", false, FuzzSeeds.LogsProtobuf), ("metrics", false, FuzzSeeds.MetricsProtobuf),
        ("traces", true, FuzzSeeds.TracesJson), ("traces", true, FuzzSeeds.TracesJson), ("logs", true, FuzzSeeds.LogsJson),
    ];

    /// <summary>The request of a number; the same for the same seed and number.</summary>
    public static FuzzRequest Make(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var (signal, isJson, message) = s_seeds[random.Next(s_seeds.Length)];
        var isGrpc = !isJson && random.Next(2) == 0;
        var isGzip = random.Next(4) == 0;

        // The message, its compression, and its frame: each may be what is broken.
        var broken = random.Next(8);
        if (broken < 5)
        {
            // One byte that changes in its place mostly leaves the structure whole, so that what is behind the decoder is reached too.
            message = random.Next(2) == 0 ? Mutation.Of(message, random) : Mutation.OfOneByte(message, random);
        }

        if (isGzip)
        {
            message = Gzip(message);
            message = broken is 5 or 6 ? Mutation.Of(message, random) : message;
        }

        if (isGrpc)
        {
            message = Frame(message, isGzip);
            message = broken is 7 ? Mutation.Of(message, random) : message;
        }

        return new(signal, isJson, isGrpc, isGzip, broken >= 5 && !isGzip && !isGrpc ? Mutation.Of(message, random) : message);
    }

    /// <summary>Says all of it, so that a finding can be made a test.</summary>
    public string Describe() => $"{Signal}{(IsJson ? " JSON" : " protobuf")}{(IsGrpc ? " gRPC" : " HTTP")}{(IsGzip ? " gzip" : "")} {Convert.ToBase64String(Body)}";

    private static byte[] Gzip(byte[] message)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return compressed.ToArray();
    }

    private static byte[] Frame(byte[] message, bool isGzip)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = isGzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
