using System.Text.Json.Nodes;
using AiInstrument.Collector;
using AiInstrument.Dashboard;
using AiInstrument.Dashboard.Api.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.ApiDocs;

/// <summary>Brings docs/api.md in line with the endpoints of the dashboard.</summary>
public static class ApiDocsCommand
{
    /// <summary>Writes the page when it differs, or only says so.</summary>
    /// <param name="file">The page.</param>
    /// <param name="check">Whether to leave the file alone.</param>
    /// <param name="output">Gets one line when it differs.</param>
    /// <returns>The exit code: 1 when <paramref name="check"/> found a difference, else 0.</returns>
    public static async Task<int> RunAsync(string file, bool check, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var page = ApiPage.Write(await DocumentAsync().ConfigureAwait(false));
        if (File.Exists(file) && await File.ReadAllTextAsync(file).ConfigureAwait(false) == page)
        {
            return 0;
        }

        await output.WriteLineAsync(check ? $"{file} differs from the endpoints; run the tool without --check." : $"{file} written.").ConfigureAwait(false);
        if (check)
        {
            return 1;
        }

        await File.WriteAllTextAsync(file, page).ConfigureAwait(false);
        return 0;
    }

    // The endpoints of an application that is never started: nothing listens, and no database is made.
    private static async Task<JsonObject> DocumentAsync()
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
