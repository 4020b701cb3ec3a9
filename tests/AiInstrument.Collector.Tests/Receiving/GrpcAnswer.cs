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
    /// <summary>The status is among the headers and nothing follows them.</summary>
    public bool IsTrailersOnly => Headers.ContainsKey("grpc-status") && Trailers.Count == 0 && Body.Length == 0;

    public int Status => int.Parse(Ending["grpc-status"], CultureInfo.InvariantCulture);

    public string? Message => Ending.TryGetValue("grpc-message", out var message) ? Uri.UnescapeDataString(message) : null;

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

    public ProtoMessage StatusDetails => new(Convert.FromBase64String(Ending["grpc-status-details-bin"]));

    private IReadOnlyDictionary<string, string> Ending => IsTrailersOnly ? Headers : Trailers;
}
