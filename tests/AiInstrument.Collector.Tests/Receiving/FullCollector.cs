using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>The whole collector: real Kestrel in front, a real SQLite file behind.</summary>
internal sealed class FullCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private FullCollector(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    /// <summary>The folder of the database.</summary>
    public string Folder => _folder;

    public Uri HttpAddress { get; private set; } = null!;

    public Uri GrpcAddress { get; private set; } = null!;

    public IAccessStore Access => _app.Services.GetRequiredService<IAccessStore>();

    public IBudgets Budgets => _app.Services.GetRequiredService<IBudgets>();

    public static async Task<FullCollector> StartAsync(Action<CollectorOptions>? configure = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), "aiinstrument-tests", Guid.NewGuid().ToString("N"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddAiCollector(options =>
        {
            options.DataDirectory = folder;
            options.AllowAnonymousLoopback = true;
            configure?.Invoke(options);
        });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapOtlp();
        app.MapCollectorHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        return new FullCollector(app, folder) { HttpAddress = addresses[0], GrpcAddress = addresses[1] };
    }

    /// <summary>Stops as a host does: takes no more, answers what is in progress, writes what is queued.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>The first value of a query on the database's file.</summary>
    public async Task<object?> SqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "aiinstrument.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
