using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.EndToEnd.Tests.Contracts;

/// <summary>Stands between an application and a collector: passes requests on, or answers them, and remembers both.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly Func<Exchange, CancellationToken, Task<Exchange>> _answer;

    private RecordingProxy(Func<HttpClient, Exchange, CancellationToken, Task<Exchange>> answer)
    {
        _answer = (request, cancellation) => answer(_http, request, cancellation);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>What was said until now.</summary>
    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (_exchanges)
            {
                return [.. _exchanges];
            }
        }
    }

    /// <summary>Starts one that passes requests on.</summary>
    public static Task<RecordingProxy> StartAsync(Uri collector) => StartAsync((http, request, cancellation) => SendAsync(http, collector, request, cancellation));

    /// <summary>Starts one that answers as a collector did before.</summary>
    public static Task<RecordingProxy> StartAsync(Func<Exchange, Exchange> answer) => StartAsync((_, request, _) => Task.FromResult(answer(request)));

    /// <summary>Sends a request to a collector.</summary>
    /// <returns>The request with the answer.</returns>
    public static async Task<Exchange> SendAsync(HttpClient http, Uri collector, Exchange request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(collector, request.Path)) { Content = new ByteArrayContent(request.Request) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        message.Headers.Add("x-api-key", CollectorHost.ApiKey);
        using var answer = await http.SendAsync(message, cancellation);
        return request with { Status = (int)answer.StatusCode, AnswerType = answer.Content.Headers.ContentType?.ToString(), Answer = await answer.Content.ReadAsByteArrayAsync(cancellation) };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private static async Task<RecordingProxy> StartAsync(Func<HttpClient, Exchange, CancellationToken, Task<Exchange>> answer)
    {
        var proxy = new RecordingProxy(answer);
        await proxy._app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var exchange = await _answer(new Exchange(context.Request.Path, context.Request.ContentType ?? "", body.ToArray(), 0, null, []), context.RequestAborted);
        lock (_exchanges)
        {
            _exchanges.Add(exchange);
        }

        context.Response.StatusCode = exchange.Status;
        context.Response.ContentType = exchange.AnswerType;
        await context.Response.Body.WriteAsync(exchange.Answer, context.RequestAborted);
    }
}
