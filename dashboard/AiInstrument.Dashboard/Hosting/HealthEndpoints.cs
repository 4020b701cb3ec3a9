using AiInstrument.Collector.Access;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: the database answers too, and the last write succeeded.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => "ok").AllowAnonymous();
        endpoints.MapGet("/readyz", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(IAccessStore access, ICollectorHealth health, ILogger<DashboardServer> logger, CancellationToken cancellationToken)
    {
        try
        {
            await access.HasApiKeysAsync(cancellationToken).ConfigureAwait(false);
            return health.Problem is { } problem ? Results.Text(problem.Message, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ready");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.NotReady(exception);
            return Results.Text("The database does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
