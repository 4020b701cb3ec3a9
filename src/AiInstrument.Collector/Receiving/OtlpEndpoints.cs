using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Receiving.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Receiving;

/// <summary>Maps the OTLP receivers.</summary>
public static class OtlpEndpoints
{
    /// <summary>
    /// Maps OTLP/HTTP (<c>/v1/traces</c>, <c>/v1/metrics</c>, <c>/v1/logs</c>; protobuf and JSON) and OTLP/gRPC (the Export
    /// methods of the same signals; needs an endpoint that speaks HTTP/2; other methods are answered UNIMPLEMENTED). Ports are the host's: 4318 and 4317 by convention.
    /// Instances of applications report on budgets at <c>/aiinstrument/v1/budgets/sync</c> beside it. The receivers check API keys themselves, so the host's authorization does not apply to them.
    /// </summary>
    /// <returns>All of these endpoints, for conventions such as <c>RequireHost("*:4318")</c>.</returns>
    public static IEndpointConventionBuilder MapOtlp(this IEndpointRouteBuilder endpoints)
    {
        var http = endpoints.ServiceProvider.GetRequiredService<OtlpHttpEndpoint>();
        var grpc = endpoints.ServiceProvider.GetRequiredService<OtlpGrpcEndpoint>();
        var group = endpoints.MapGroup("");
        foreach (var service in endpoints.ServiceProvider.GetServices<IExportService>())
        {
            group.MapPost(service.Signal.HttpPath, context => http.HandleAsync(context, service));
            group.MapPost(service.Signal.GrpcPath, context => grpc.HandleAsync(context, service));
        }

        // Only where budgets are kept.
        if (endpoints.ServiceProvider.GetService<BudgetSyncEndpoint>() is { } budgets)
        {
            group.MapPost(BudgetSyncEndpoint.Path, budgets.HandleAsync);
        }

        // Last, so that the gRPC services of an application that hosts the collector go before it.
        group.Map(GrpcMethodConstraint.AnyMethod, grpc.RefuseMethodAsync).WithMetadata(new HttpMethodMetadata([HttpMethods.Post])).WithOrder(int.MaxValue);
        return group.AllowAnonymous();
    }

    /// <summary>
    /// Maps <c>/healthz</c> (the process answers), <c>/readyz</c> (the last write succeeded) and <c>/metrics</c> (Prometheus text, for whom <see cref="CollectorOptions.MetricsAccess"/> lets read it).
    /// For the addresses that receive telemetry; an application has health endpoints of its own.
    /// </summary>
    /// <returns>All of these endpoints.</returns>
    public static IEndpointConventionBuilder MapCollectorHealth(this IEndpointRouteBuilder endpoints)
    {
        var observation = endpoints.ServiceProvider.GetRequiredService<SelfObservation>();
        var group = endpoints.MapGroup("");
        group.MapGet("/healthz", observation.AliveAsync);
        group.MapGet("/readyz", observation.ReadyAsync);
        group.MapGet("/metrics", observation.MetricsAsync);
        return group.AllowAnonymous();
    }
}
