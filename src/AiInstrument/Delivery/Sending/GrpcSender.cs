using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AiInstrument.Delivery.Protobuf;

namespace AiInstrument.Delivery.Sending;

/// <summary>OTLP/gRPC: one unary call over HTTP/2, without TLS too.</summary>
internal sealed class GrpcSender(OtlpTarget target) : OtlpSender(target)
{
    private const int FrameHeaderBytes = 5;

    // Below this a single request is not what exhausts a receiver's resources.
    private const int SurelySmall = 64 * 1024;

    private static readonly MediaTypeHeaderValue s_grpc = new("application/grpc");

    protected override void Prepare(HttpRequestMessage message, ReadOnlyMemory<byte> request)
    {
        var body = Target.Gzip ? Zip(request) : request;
        var frame = new byte[FrameHeaderBytes + body.Length];
        frame[0] = Target.Gzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.Span.CopyTo(frame.AsSpan(FrameHeaderBytes));

        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (Target.Gzip)
        {
            message.Headers.Add("grpc-encoding", "gzip");
        }

        message.Content = new ByteArrayContent(frame);
        message.Content.Headers.ContentType = s_grpc;
    }

    protected override SendResult Read(HttpResponseMessage response, byte[] body, int requestLength)
    {
        if (!response.IsSuccessStatusCode)
        {
            return OtlpHttp.Failure(response);
        }

        // An answer without a message has its status among the headers.
        var status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status");
        var reason = $"gRPC status {status ?? "missing"}";
        switch (int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : -1)
        {
            case 0:
                return new SendResult(SendOutcome.Accepted, reason, RejectedSpans: body.Length > FrameHeaderBytes && body[0] == 0 ? ExportAnswer.RejectedSpans(body.AsSpan(FrameHeaderBytes)) : 0);
            case 3: // INVALID_ARGUMENT
                return new SendResult(SendOutcome.Invalid, reason);
            case 8 when RetryDelay(response) is null: // RESOURCE_EXHAUSTED for good: the message is too large, or the quota is used up
                return new SendResult(requestLength > SurelySmall ? SendOutcome.TooLarge : SendOutcome.Refused, reason);
            case 5 or 7 or 9 or 12 or 16: // NOT_FOUND, PERMISSION_DENIED, FAILED_PRECONDITION, UNIMPLEMENTED, UNAUTHENTICATED
                return new SendResult(SendOutcome.Refused, reason);
            default:
                return new SendResult(SendOutcome.Unavailable, reason, RetryDelay(response));
        }
    }

    private static TimeSpan? RetryDelay(HttpResponseMessage response)
    {
        var details = Header(response.TrailingHeaders, "grpc-status-details-bin") ?? Header(response.Headers, "grpc-status-details-bin");
        if (details is null)
        {
            return null;
        }

        // gRPC leaves the padding out.
        var bytes = new byte[details.Length];
        return Convert.TryFromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? ExportAnswer.RetryDelay(bytes.AsSpan(0, length))
            : null;
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
