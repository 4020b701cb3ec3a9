using System.IO.Pipelines;
using System.Threading.RateLimiting;
using AiInstrument.Collector.Memory;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Receiving;

/// <summary>What OTLP/HTTP and OTLP/gRPC share: access, the bound on requests in progress, and the body within its limit.</summary>
internal sealed partial class OtlpReceiver : IDisposable
{
    // The body and its message, each in an array of up to twice its size that is copied once when it grows, and what is read from it.
    private const long MemoryPerMessageByte = 12;

    private static readonly TimeSpan s_busyRetryAfter = TimeSpan.FromSeconds(1);

    private readonly IngestAuthorizer _authorizer;
    private readonly ILogger<OtlpReceiver> _logger;
    private readonly int _maxMessageBytes;
    private readonly ConcurrencyLimiter _places;
    private readonly MemoryBudget _memory;
    private readonly long _maxMemoryOfOne;

    public OtlpReceiver(IngestAuthorizer authorizer, IOptions<CollectorOptions> options, ReceivingMetrics metrics, ILogger<OtlpReceiver> logger)
    {
        _authorizer = authorizer;
        _logger = logger;
        _maxMessageBytes = options.Value.MaxRequestBytes;

        // Whatever is configured, the largest request fits when it is alone.
        _maxMemoryOfOne = MemoryPerMessageByte * _maxMessageBytes;
        _memory = new(Math.Max(options.Value.MaxRequestMemoryBytes, _maxMemoryOfOne + RequestMemory.Step));
        metrics.Memory = () => _memory.Taken;

        // No queue: a sender that is told to retry keeps its data, one that waits here holds memory.
        _places = new(new() { PermitLimit = options.Value.MaxConcurrentRequests, QueueLimit = 0 });
    }

    /// <summary>Takes one request from its headers to its outcome.</summary>
    /// <param name="context">The request; its body is not read yet.</param>
    /// <param name="service">The signal's service.</param>
    /// <param name="encoding">How the message is written.</param>
    /// <param name="format">How it lies in the body.</param>
    /// <param name="cancellationToken">The sender's patience: its connection, and its deadline when it has one.</param>
    public async ValueTask<ExportOutcome> ReceiveAsync(
        HttpContext context, IExportService service, OtlpEncoding encoding, BodyFormat format, CancellationToken cancellationToken)
    {
        var outcome = await AnswerAsync(context, service, encoding, format, cancellationToken).ConfigureAwait(false);
        if (outcome.Code != RpcCode.Ok && HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            await DrainAsync(context.Request.BodyReader, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async ValueTask<ExportOutcome> AnswerAsync(
        HttpContext context, IExportService service, OtlpEncoding encoding, BodyFormat format, CancellationToken cancellationToken)
    {
        try
        {
            return await ExportAsync(context, service, encoding, format, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestRefusedException e)
        {
            return ExportOutcome.Refused(e.Code, e.Message);
        }
        catch (MemoryExhaustedException e)
        {
            return e.IsRetryable ? ExportOutcome.TryAgain(e.Message, s_busyRetryAfter) : ExportOutcome.Refused(RpcCode.ResourceExhausted, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return ExportOutcome.Refused(RpcCode.DeadlineExceeded, "The sender's deadline passed before the commit.");
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && e is not IOException)
        {
            // A broken connection is an IOException and is left to the server, which knows that nobody reads an answer.
            LogFailure(e, service.Signal.Name);
            return ExportOutcome.Refused(RpcCode.Internal, "The collector failed; its log says why.");
        }
    }

    private async ValueTask<ExportOutcome> ExportAsync(
        HttpContext context, IExportService service, OtlpEncoding encoding, BodyFormat format, CancellationToken cancellationToken)
    {
        var access = await _authorizer.AuthorizeAsync(context, cancellationToken).ConfigureAwait(false);
        if (access.Refusal is { } refusal)
        {
            return refusal;
        }

        var place = _places.AttemptAcquire();
        if (!place.IsAcquired)
        {
            place.Dispose();
            return ExportOutcome.TryAgain("Too many requests are in progress.", s_busyRetryAfter);
        }

        // Until the answer: what is read from the body is in use until it is stored.
        using var memory = new RequestMemory(_memory, _maxMemoryOfOne);
        var buffer = new PooledBuffer(memory);
        using var body = new RequestBody(buffer, place, memory);
        await ReadAsync(context, buffer, format.Framing, cancellationToken).ConfigureAwait(false);
        body.Unwrap(format, _maxMessageBytes);
        return await service.ExportAsync(access.WorkspaceId, encoding, body, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadAsync(HttpContext context, PooledBuffer buffer, int framing, CancellationToken cancellationToken)
    {
        // The server's own limit would cut the connection where OTLP asks for an answer, so this one replaces it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        var maxBodyBytes = _maxMessageBytes + framing;
        if (context.Request.ContentLength > maxBodyBytes)
        {
            throw RequestRefusedException.TooLarge(_maxMessageBytes);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (read.Buffer.Length > maxBodyBytes - buffer.Length)
                {
                    throw RequestRefusedException.TooLarge(_maxMessageBytes);
                }

                buffer.Append(read.Buffer);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    // A call that is answered before its body has arrived stays open in the server. Where there are too many of these on a connection it resets new
    // ones with ENHANCE_YOUR_CALM, which gRPC makes RESOURCE_EXHAUSTED and senders take as final. So the rest of the body is read and thrown away first.
    private async ValueTask DrainAsync(PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            for (long left = _maxMessageBytes; left > 0;)
            {
                var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
                left -= read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The sender has gone or has no patience left: the answer stays what it is.
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An OTLP {Signal} request failed.")]
    private partial void LogFailure(Exception exception, string signal);
}
