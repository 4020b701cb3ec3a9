using System.Buffers.Binary;
using System.Globalization;
using AiInstrument.Collector.Receiving.Answers;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Collector.Receiving.Grpc;

/// <summary>OTLP/gRPC: the unary Export call directly on HTTP/2 (grpc.io, "gRPC over HTTP2").</summary>
internal sealed class OtlpGrpcEndpoint(OtlpReceiver receiver, ReceivingMetrics metrics, TimeProvider time)
{
    /// <summary>Longest delay that a timer takes; a longer timeout is as good as none.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Serves one Export call.</summary>
    public async Task HandleAsync(HttpContext context, IExportService service)
    {
        if (!Begin(context))
        {
            return;
        }

        var outcome = await ReceiveAsync(context, service).ConfigureAwait(false);
        metrics.Answered(service.Signal, outcome.Code);
        if (outcome.Code == RpcCode.Ok)
        {
            await AcceptAsync(context.Response, service.Signal, outcome).ConfigureAwait(false);
        }
        else
        {
            Refuse(context.Response.Headers, outcome);
        }
    }

    /// <summary>Answers a call of a method that is not there.</summary>
    public Task RefuseMethodAsync(HttpContext context)
    {
        if (Begin(context))
        {
            Refuse(context.Response.Headers, ExportOutcome.Refused(
                RpcCode.Unimplemented, "There is no such method; the Export methods of OTLP's trace, metrics and logs services are served."));
        }

        return Task.CompletedTask;
    }

    private static bool Begin(HttpContext context)
    {
        var response = context.Response;
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "h2c";
            return false;
        }

        if (!GrpcHeaders.IsGrpcProtobuf(context.Request.ContentType))
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        response.ContentType = GrpcHeaders.ContentType;
        response.Headers[GrpcHeaders.AcceptEncoding] = $"{GrpcHeaders.Identity},{GrpcHeaders.Gzip}";
        return true;
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

    private static async Task AcceptAsync(HttpResponse response, OtlpSignal signal, ExportOutcome outcome)
    {
        var message = ExportResponse.Encode(signal, OtlpEncoding.Protobuf, outcome);
        var frame = new byte[GrpcFormat.PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, GrpcFormat.PrefixLength);
        await response.Body.WriteAsync(frame, response.HttpContext.RequestAborted).ConfigureAwait(false);
        response.AppendTrailer(GrpcHeaders.Status, Text(RpcCode.Ok));
    }

    // Trailers-Only: an answer without a message has its status among the headers, in one frame that ends the stream.
    private static void Refuse(IHeaderDictionary headers, ExportOutcome outcome)
    {
        headers[GrpcHeaders.Status] = Text(outcome.Code);
        if (outcome.Message is { } text)
        {
            headers[GrpcHeaders.Message] = GrpcHeaders.PercentEncode(text);
        }

        if (outcome.RetryAfter is not null)
        {
            // Padded: readers must take both forms, and some of them take only this one.
            headers[GrpcHeaders.StatusDetails] = Convert.ToBase64String(RpcStatus.Encode(OtlpEncoding.Protobuf, outcome));
        }
    }

    private static string Text(RpcCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);
}
