using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.RateLimiting;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>The address at which instances of applications report what they have used of budgets, and are told what they may use.</summary>
internal sealed partial class BudgetSyncEndpoint(
    IngestAuthorizer authorizer,
    IBudgetSync budgets,
    CollectorDatabase database,
    BudgetMetrics metrics,
    IOptions<CollectorOptions> options,
    TimeProvider time,
    ILogger<BudgetSyncEndpoint> logger) : IDisposable
{
    /// <summary>Beside OTLP/HTTP, with its keys.</summary>
    public const string Path = "/aiinstrument/v1/budgets/sync";

    private const int MostBytes = 1024 * 1024;
    private const string JsonType = "application/json";

    private readonly ConcurrencyLimiter _places = new(new() { PermitLimit = options.Value.MaxConcurrentRequests, QueueLimit = 0 });

    /// <summary>Takes one report and answers it.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (IngestUnavailableException e)
        {
            await TryAgainAsync(context, e.Message, e.RetryAfter).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && e is not IOException)
        {
            Failed(logger, e);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "The collector failed; its log says why.").ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (!IsJson(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "The report must be application/json without a content encoding.").ConfigureAwait(false);
            return;
        }

        var access = await authorizer.AuthorizeAsync(context, cancel).ConfigureAwait(false);
        if (access.Refusal is { } refusal)
        {
            var denied = refusal.Code == RpcCode.PermissionDenied;
            if (!denied)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await RefuseAsync(context, denied ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refusal.Message ?? "").ConfigureAwait(false);
            return;
        }

        using var place = _places.AttemptAcquire();
        if (!place.IsAcquired)
        {
            await TryAgainAsync(context, "Too many reports are in progress.", TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context).ConfigureAwait(false) is not { } body)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"A report has {MostBytes} bytes at most.").ConfigureAwait(false);
            return;
        }

        if (SyncReader.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), out var problem) is not { } report)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem!).ConfigureAwait(false);
            return;
        }

        var now = time.GetUtcNow();
        var prices = (await database.GetPricesAsync(cancel).ConfigureAwait(false)).Of(access.WorkspaceId);
        var answer = await budgets.SyncAsync(SyncReader.Read(access.WorkspaceId, report, prices, now), cancel).ConfigureAwait(false);
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var rates = new List<RateJson>();
        foreach (var asked in report.Models ?? [])
        {
            if (asked is { Provider: { } provider, Model: { } model } && ModelRates.Find(prices, ProviderName.Of(provider), model, day) is { } rate)
            {
                rates.Add(rate with { Provider = provider });
            }
        }

        await WriteAsync(context, StatusCodes.Status200OK, SyncWriter.Write(answer, rates, ModelRates.Unknown(prices)), SyncJson.Default.SyncAnswerJson).ConfigureAwait(false);
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase)
        && request.Headers.ContentEncoding.ToString() is "" or "identity";

    // Null when it is too large: the rest of the body is left to the server.
    private static async Task<MemoryStream?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > MostBytes)
        {
            return null;
        }

        var body = new MemoryStream();
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            var tooLarge = body.Length + read.Buffer.Length > MostBytes;
            if (!tooLarge)
            {
                foreach (var part in read.Buffer)
                {
                    body.Write(part.Span);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (tooLarge || read.IsCompleted)
            {
                return tooLarge ? null : body;
            }
        }
    }

    private Task TryAgainAsync(HttpContext context, string message, TimeSpan after)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        return RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, message);
    }

    private Task RefuseAsync(HttpContext context, int status, string message)
    {
        metrics.Refused(status);
        return WriteAsync(context, status, new SyncErrorJson(message), SyncJson.Default.SyncErrorJson);
    }

    private static async Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> json)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, json);
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A report on budgets failed.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
