using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Collector.Receiving;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c> on the collector's own address.</summary>
internal sealed class SelfObservation(MetricsText metrics, ICollectorHealth health)
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

    /// <summary>Counts and queue depth, for senders on this machine alone: they say how much is spent on models, though not what for.</summary>
    public Task MetricsAsync(HttpContext context)
    {
        if (!IngestAuthorizer.IsOnThisMachine(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Metrics are shown on the collector's machine alone.", context.RequestAborted);
        }

        context.Response.ContentType = MetricsText.ContentType;
        return context.Response.WriteAsync(metrics.Write(), context.RequestAborted);
    }
}
