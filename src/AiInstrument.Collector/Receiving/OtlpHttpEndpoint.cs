using System.Globalization;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AiInstrument.Collector.Receiving;

/// <summary>OTLP/HTTP: puts requests into the receiver and its outcomes into HTTP (opentelemetry.io, "OTLP/HTTP").</summary>
internal sealed class OtlpHttpEndpoint(OtlpReceiver receiver, ReceivingMetrics metrics)
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    public async Task HandleAsync(HttpContext context, IExportService service)
    {
        var request = context.Request;
        if (EncodingOf(request.ContentType) is not { } encoding)
        {
            // Without a type that is understood there is no encoding to answer in; JSON can be read by eye.
            await RespondAsync(context, service.Signal, OtlpEncoding.Json, ExportOutcome.Refused(
                RpcCode.Unimplemented, $"The content type must be {ProtobufType} or {JsonType}.")).ConfigureAwait(false);
            return;
        }

        if (FormatOf(request.Headers.ContentEncoding.ToString()) is not { } format)
        {
            context.Response.Headers.AcceptEncoding = "gzip";
            await RespondAsync(context, service.Signal, encoding, ExportOutcome.Refused(
                RpcCode.Unimplemented, "The content encoding must be gzip or absent.")).ConfigureAwait(false);
            return;
        }

        var outcome = await receiver.ReceiveAsync(context, service, encoding, format, context.RequestAborted).ConfigureAwait(false);
        await RespondAsync(context, service.Signal, encoding, outcome).ConfigureAwait(false);
    }

    // The charset is not looked at: both encodings define their own.
    private static OtlpEncoding? EncodingOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return null;
        }

        return type.MediaType.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
            : type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
            : null;
    }

    private static BodyFormat? FormatOf(string contentEncoding) =>
        contentEncoding.Length == 0 || contentEncoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Plain
        : contentEncoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Gzip
        : null;

    private async Task RespondAsync(HttpContext context, OtlpSignal signal, OtlpEncoding encoding, ExportOutcome outcome)
    {
        metrics.Answered(signal, outcome.Code);
        var response = context.Response;
        response.StatusCode = HttpStatusOf(outcome.Code);
        response.ContentType = encoding == OtlpEncoding.Json ? JsonType : ProtobufType;
        if (outcome.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(delay.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        if (outcome.Code == RpcCode.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var body = outcome.Code == RpcCode.Ok ? ExportResponse.Encode(signal, encoding, outcome) : RpcStatus.Encode(encoding, outcome);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static int HttpStatusOf(RpcCode code) => code switch
    {
        RpcCode.Ok => StatusCodes.Status200OK,
        RpcCode.InvalidArgument => StatusCodes.Status400BadRequest,
        RpcCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        RpcCode.PermissionDenied => StatusCodes.Status403Forbidden,
        RpcCode.ResourceExhausted => StatusCodes.Status413PayloadTooLarge,
        RpcCode.Unimplemented => StatusCodes.Status415UnsupportedMediaType,
        RpcCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RpcCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
