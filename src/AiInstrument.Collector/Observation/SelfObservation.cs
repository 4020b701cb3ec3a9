using AiInstrument.Collector.Access;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Observation;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c> on the collector's own address.</summary>
internal sealed class SelfObservation(MetricsRecorder metrics, ICollectorHealth health, IAccessStore access, IOptions<CollectorOptions> options)
{
    /// <summary>The process answers.</summary>
    public Task AliveAsync(HttpContext context) => context.Response.WriteAsync("ok", context.RequestAborted);

    /// <summary>Telemetry can be stored: the last write succeeded.</summary>
    public Task ReadyAsync(HttpContext context)
    {
        if (health.Problem is { } problem)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(problem.Message, context.RequestAborted);
        }

        return context.Response.WriteAsync("ready", context.RequestAborted);
    }

    /// <summary>Counts, times and sizes, for whom <see cref="CollectorOptions.MetricsAccess"/> lets read them.</summary>
    public async Task MetricsAsync(HttpContext context)
    {
        if (await RefusalAsync(context).ConfigureAwait(false) is var (status, sentence))
        {
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await context.Response.WriteAsync(sentence, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = MetricsText.ContentType;
        await context.Response.WriteAsync(MetricsText.Write(metrics.Read()), context.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<(int Status, string Sentence)?> RefusalAsync(HttpContext context)
    {
        if (IngestAuthorizer.IsOnThisMachine(context))
        {
            return null;
        }

        if (options.Value.MetricsAccess == MetricsAccess.ThisMachine)
        {
            return (StatusCodes.Status403Forbidden, "Metrics are shown on the collector's machine alone.");
        }

        var key = IngestAuthorizer.PresentedKey(context.Request.Headers);
        var identity = key is null ? null : await access.VerifyApiKeyAsync(key, context.RequestAborted).ConfigureAwait(false);
        return identity is null ? (StatusCodes.Status401Unauthorized, "Send an API key that may read, as x-api-key or as a bearer token.")
            : identity.Scopes.HasFlag(ApiKeyScopes.Read) ? null
            : (StatusCodes.Status403Forbidden, "The API key may not read.");
    }
}
