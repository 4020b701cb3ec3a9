using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Tests.Alerts;

/// <summary>A real server on loopback that keeps what is posted to it.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpReceiver(WebApplication application) => _application = application;

    public Uri Url { get; private init; } = null!;

    public ConcurrentQueue<Received> Requests { get; } = [];

    /// <summary>What is answered; 200 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<HttpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var application = builder.Build();
        HttpReceiver? receiver = null;
        application.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            receiver!.Requests.Enqueue(new Received(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
            await receiver.Answer(context);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return receiver = new HttpReceiver(application) { Url = new Uri(application.Urls.Single()) };
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    internal sealed record Received(string Path, Dictionary<string, string> Headers, byte[] Body);
}
