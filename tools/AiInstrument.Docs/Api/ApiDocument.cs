using System.Text.Json.Nodes;
using AiInstrument.Collector;
using AiInstrument.Dashboard;
using AiInstrument.Dashboard.Api.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Docs.Api;

/// <summary>The OpenAPI document that the dashboard serves.</summary>
internal static class ApiDocument
{
    /// <summary>Reads the endpoints of an application that is never started: nothing listens, and no database is made.</summary>
    public static async Task<JsonObject> ReadAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddAiCollector(options => options.DataDirectory = Path.GetTempPath());
        builder.Services.AddAiDashboard();
        var application = builder.Build();
        await using (application.ConfigureAwait(false))
        {
            application.MapAiDashboard("/");
            return new OpenApiDocument(((IEndpointRouteBuilder)application).DataSources).Write();
        }
    }
}
