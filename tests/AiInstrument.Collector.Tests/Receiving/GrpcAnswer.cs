using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>What came back of a gRPC call.</summary>
internal sealed record GrpcAnswer(
    HttpStatusCode HttpStatus,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Trailers,
    byte[] Body)
{
    public int Status => int.Parse(Trailers["grpc-status"], CultureInfo.InvariantCulture);

    public string? Message => Trailers.TryGetValue("grpc-message", out var message) ? Uri.UnescapeDataString(message) : null;

    /// <summary>The one message that an answer with status OK has.</summary>
    public ProtoMessage Response
    {
        get
        {
            Assert.Equal(0, Status);
            Assert.Equal(0, Body[0]);
            Assert.Equal(Body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(Body.AsSpan(1)));
            return new ProtoMessage(Body.AsMemory(5));
        }
    }

    public ProtoMessage StatusDetails => new(Convert.FromBase64String(Trailers["grpc-status-details-bin"]));
}
