using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using AiInstrument.Budgets.Leasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Tests.Budgets;

/// <summary>A collector's budgets on a real Kestrel, as far as the exchange goes: it keeps what it is asked and answers as it is told.</summary>
internal sealed class BudgetDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SyncRequest> _requests = new();

    private BudgetDouble(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What it answers. By default no budgets.</summary>
    public Func<HttpContext, SyncRequest, Task> Answer { get; set; } = static (context, _) => WriteAsync(context, Answers.Of());

    /// <summary>Headers of the last request.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; private set; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public IReadOnlyList<SyncRequest> Requests => [.. _requests];

    public static async Task<BudgetDouble> StartAsync(int port = 0)
    {
        var server = new BudgetDouble(port);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Task WriteAsync(HttpContext context, SyncAnswer answer) => context.Response.WriteAsJsonAsync(answer, SyncJson.Default.SyncAnswer);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/aiinstrument/v1/budgets/sync")
        {
            // Spans: taken and thrown away.
            return;
        }

        Headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = (await JsonSerializer.DeserializeAsync(context.Request.Body, SyncJson.Default.SyncRequest, context.RequestAborted))!;
        _requests.Enqueue(request);
        await Answer(context, request);
    }
}
