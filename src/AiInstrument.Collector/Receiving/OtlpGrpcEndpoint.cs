using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Collector.Receiving;

/// <summary>OTLP/gRPC: the unary Export call directly on HTTP/2 (grpc.io, "gRPC over HTTP2").</summary>
internal sealed class OtlpGrpcEndpoint(OtlpReceiver receiver, ReceivingMetrics metrics, TimeProvider time)
{
    /// <summary>Longest delay that a timer takes; a longer timeout is as good as none.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromMilliseconds(int.MaxValue);

    public async Task HandleAsync(HttpContext context, IExportService service)
    {
        var request = context.Request;
        var response = context.Response;
        if (!HttpProtocol.IsHttp2(request.Protocol))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "h2c";
            return;
        }

        if (!GrpcHeaders.IsGrpcProtobuf(request.ContentType))
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        response.ContentType = GrpcHeaders.ContentType;
        response.Headers[GrpcHeaders.AcceptEncoding] = $"{GrpcHeaders.Identity},{GrpcHeaders.Gzip}";
        await RespondAsync(response, service.Signal, await ReceiveAsync(context, service).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask<ExportOutcome> ReceiveAsync(HttpContext context, IExportService service)
    {
        var format = new GrpcFormat(context.Request.Headers[GrpcHeaders.Encoding].ToString());
        var timeoutHeader = context.Request.Headers[GrpcHeaders.Timeout].ToString();
        if (timeoutHeader.Length == 0)
        {
            return await receiver.ReceiveAsync(context, service, OtlpEncoding.Protobuf, format, context.RequestAborted).ConfigureAwait(false);
        }

        if (!GrpcHeaders.TryParseTimeout(timeoutHeader, out var timeout))
        {
            return ExportOutcome.Refused(RpcCode.InvalidArgument, "The grpc-timeout is malformed.");
        }

        using var deadline = new CancellationTokenSource(timeout < s_longestTimeout ? timeout : s_longestTimeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        return await receiver.ReceiveAsync(context, service, OtlpEncoding.Protobuf, format, patience.Token).ConfigureAwait(false);
    }

    private async Task RespondAsync(HttpResponse response, OtlpSignal signal, ExportOutcome outcome)
    {
        metrics.Answered(signal, outcome.Code);
        if (outcome.Code == RpcCode.Ok)
        {
            var message = ExportResponse.Encode(signal, OtlpEncoding.Protobuf, outcome);
            var frame = new byte[GrpcFormat.PrefixLength + message.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
            message.CopyTo(frame, GrpcFormat.PrefixLength);
            await response.Body.WriteAsync(frame, response.HttpContext.RequestAborted).ConfigureAwait(false);
        }

        response.AppendTrailer(GrpcHeaders.Status, ((int)outcome.Code).ToString(CultureInfo.InvariantCulture));
        if (outcome.Code != RpcCode.Ok && outcome.Message is { } text)
        {
            response.AppendTrailer(GrpcHeaders.Message, GrpcHeaders.PercentEncode(text));
        }

        if (outcome.RetryAfter is not null)
        {
            // Padded: readers must take both forms, and some of them take only this one.
            response.AppendTrailer(GrpcHeaders.StatusDetails, Convert.ToBase64String(RpcStatus.Encode(OtlpEncoding.Protobuf, outcome)));
        }
    }
}
