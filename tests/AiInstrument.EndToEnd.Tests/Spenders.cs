using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>Processes that use up a budget, many calls at a time each, and the models that they call.</summary>
internal sealed class Spenders : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DotnetProcess _models;
    private readonly string _modelAddress;
    private readonly List<DotnetProcess> _processes = [];

    private Spenders(DotnetProcess models, string modelAddress) => (_models, _modelAddress) = (models, modelAddress);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Spenders> StartModelsAsync()
    {
        var models = DotnetProcess.Start([BuildFacts.ModelStub, "--port", "0"]);
        var line = await models.ReadAfterAsync("Model stub:", Cancel);
        return new Spenders(models, line.Split(' ')[0]);
    }

    /// <summary>Starts a process; it makes calls when this returns.</summary>
    public async Task<DotnetProcess> StartAsync(Uri collector, string organization, int concurrency)
    {
        var process = Start(collector, "spend", organization, concurrency.ToString(CultureInfo.InvariantCulture));
        await process.ReadAfterAsync("Working", Cancel);
        return process;
    }

    /// <summary>Waits until a process has used up what it can, has told so and has ended.</summary>
    /// <returns>How many calls it made, and how many were stopped.</returns>
    public static async Task<(long Made, long Denied)> WaitAsync(DotnetProcess process)
    {
        Assert.True(await process.WaitForExitAsync(Cancel) == 0, process.Output);
        var words = (await process.ReadAfterAsync("Spent", Cancel)).Split(' ');
        return (long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Delivers what killed processes left.</summary>
    public async Task DrainAsync(Uri collector)
    {
        var process = Start(collector, "drain");
        Assert.True(await process.WaitForExitAsync(Cancel) == 0, process.Output);
    }

    /// <summary>How many calls the models have served.</summary>
    public async Task<int> ReadServedAsync()
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<JsonElement>(new Uri(new Uri(_modelAddress), "ledger"), Cancel)).GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await _models.DisposeAsync();
        _folder.Dispose();
    }

    private DotnetProcess Start(Uri collector, params string[] work)
    {
        var process = DotnetProcess.Start(
            [BuildFacts.CrashingApp, Path.Combine(_folder.Path, "outbox"), .. work],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["MODEL_ENDPOINT"] = new Uri(new Uri(_modelAddress), "v1").ToString(),
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString(),
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-api-key=" + Uri.EscapeDataString(CollectorHost.ApiKey),
                ["AIINSTRUMENT_BUDGETS"] = "true",
            });
        _processes.Add(process);
        return process;
    }
}
