using System.Diagnostics.Metrics;
using AiInstrument.Collector;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Benchmarks.Measuring;

/// <summary>The writer of a data folder, as the collector runs it, without a server before it.</summary>
internal sealed class OpenStore : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private OpenStore(CollectorDatabase database)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        Store = new SqliteTelemetryStore(
            database, Options.Create(new CollectorOptions { DataDirectory = database.File.Directory }), new StoreMetrics(meters), new BudgetMetrics(meters), TimeProvider.System, NullLogger<SqliteTelemetryStore>.Instance);
    }

    /// <summary>The writer; it runs.</summary>
    public SqliteTelemetryStore Store { get; }

    /// <summary>Starts the writer of a database.</summary>
    public static async Task<OpenStore> StartAsync(CollectorDatabase database)
    {
        var opened = new OpenStore(database);
        await opened.Store.StartAsync(CancellationToken.None);
        return opened;
    }

    public void Dispose()
    {
        Store.Dispose();
        _services.Dispose();
    }
}
