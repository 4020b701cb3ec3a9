using System.Diagnostics;
using System.Net;
using AiInstrument.Collector;
using AiInstrument.Collector.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Benchmarks.Http;

/// <summary>The collector in a process of its own.</summary>
internal sealed class CollectorProcess : IDisposable
{
    /// <summary>Reads a request to its end and answers: what Kestrel and the client cost alone.</summary>
    public const string DiscardPath = "/discard";

    private readonly Process _process;

    private CollectorProcess(Process process, Uri http, Uri grpc) => (_process, Http, Grpc) = (process, http, grpc);

    public Uri Http { get; }

    public Uri Grpc { get; }

    /// <summary>Processor time that the collector has used, which other programs do not add to.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<CollectorProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(folder);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The collector does not start.");
        var http = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The collector ended at its start.");
        var grpc = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The collector ended at its start.");
        return new CollectorProcess(process, new Uri(http), new Uri(grpc));
    }

    /// <summary>Stops the collector, which first writes what it has accepted.</summary>
    /// <returns>The most memory that it has had resident, in bytes.</returns>
    public async Task<long> StopAsync()
    {
        _process.Refresh();
        var peak = _process.PeakWorkingSet64;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return peak;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Runs the collector until the standard input ends.</summary>
    public static async Task ServeAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddAiCollector(options => (options.DataDirectory, options.AllowAnonymousLoopback) = (folder, true));
        var application = builder.Build();
        await using (application)
        {
            application.MapOtlp();
            application.MapCollectorHealth();
            application.MapPost(DiscardPath, context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
            await application.StartAsync();
            foreach (var address in application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
            {
                await Console.Out.WriteLineAsync(address);
            }

            await Console.In.ReadToEndAsync();
            await application.StopAsync();
        }
    }
}
