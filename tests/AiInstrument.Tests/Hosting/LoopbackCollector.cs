using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Tests.Hosting;

/// <summary>A real Kestrel on a loopback port that keeps what is posted to it.</summary>
internal sealed class LoopbackCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Export> _exports = Channel.CreateUnbounded<Export>();

    private LoopbackCollector(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _app = builder.Build();
        _app.Run(Receive);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public static async Task<LoopbackCollector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var collector = new LoopbackCollector(protocols);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>The next export; a test's own time limit ends the wait.</summary>
    public async Task<Export> NextAsync() => await _exports.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>All that has come until now.</summary>
    public IReadOnlyList<Export> Received()
    {
        var received = new List<Export>();
        while (_exports.Reader.TryRead(out var export))
        {
            received.Add(export);
        }

        return received;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        if (context.Request.ContentType == "application/grpc")
        {
            context.Response.AppendTrailer("grpc-status", "0");
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await _exports.Writer.WriteAsync(
            new Export(
                context.Request.Path,
                context.Request.ContentType,
                context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                System.Text.Encoding.Latin1.GetString(body.ToArray())),
            context.RequestAborted);
    }

    /// <param name="Path">The request's path.</param>
    /// <param name="ContentType">The request's content type.</param>
    /// <param name="Headers">The request's headers.</param>
    /// <param name="Body">The bytes, one character each: names and values of attributes stand in protobuf as they are.</param>
    internal sealed record Export(string Path, string? ContentType, IReadOnlyDictionary<string, string> Headers, string Body);
}
