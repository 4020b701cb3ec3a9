using System.Net.Http.Json;
using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>An application under traffic that is killed and started again, the models it calls with their ledger, and what it says it has received.</summary>
internal sealed class Crash : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DotnetProcess _models;
    private readonly string _modelAddress;
    private DotnetProcess? _app;

    private readonly string? _program;

    private Crash(DotnetProcess models, string modelAddress, string? program) => (_models, _modelAddress, _program) = (models, modelAddress, program);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private bool IsOwnHost => _program?.EndsWith(".dll", StringComparison.Ordinal) is false;

    private string Outbox => Path.Combine(_folder.Path, "outbox");

    private string ReceivedFile => Path.Combine(_folder.Path, "received");

    /// <summary>Starts the models.</summary>
    /// <param name="program">The application's file in another published form; null for the one that was built with the tests.</param>
    public static async Task<Crash> StartModelsAsync(string? program = null)
    {
        var models = DotnetProcess.Start([BuildFacts.ModelStub, "--port", "0"]);
        var line = await models.ReadAfterAsync("Model stub:", Cancel);
        return new Crash(models, line.Split(' ')[0], program);
    }

    /// <summary>Starts the application; returns when it makes calls.</summary>
    public async Task StartAppAsync(Uri collector)
    {
        _app = Start(collector, ReceivedFile);
        await _app.ReadAfterAsync("Working", Cancel);
    }

    public async Task KillAppAsync()
    {
        await _app!.KillAsync(Cancel);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Delivers what the killed processes left.</summary>
    public async Task DrainAsync(Uri collector)
    {
        await using var app = Start(collector, "drain");
        Assert.True(await app.WaitForExitAsync(Cancel) == 0, app.Output);
    }

    /// <summary>The calls whose response the application had when it was killed. What follows the last line end was not finished.</summary>
    public async Task<HashSet<string>> ReadReceivedAsync()
    {
        await using var file = new FileStream(ReceivedFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = (await reader.ReadToEndAsync(Cancel)).Split('\n');
        return lines[..^1].ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Waits until the application has received so many responses in all.</summary>
    public async Task WaitForReceivedAsync(int count)
    {
        while ((await ReadReceivedAsync()).Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        }
    }

    /// <summary>The collector has each received call once, none twice, and of each what the models' ledger says.</summary>
    /// <returns>Received, recorded, and served but never received.</returns>
    public async Task<(int Received, int Recorded, int InFlight)> CompareAsync(CollectorHost collector)
    {
        var received = await ReadReceivedAsync();
        var records = await collector.ReadRecordsAsync();
        var recorded = records.Select(static record => record.GetProperty("user").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(recorded.Count, records.Count);
        Assert.Empty(received.Except(recorded, StringComparer.Ordinal));

        using var http = new HttpClient();
        var ledger = (await http.GetFromJsonAsync<JsonElement>(new Uri(new Uri(_modelAddress), "ledger"), Cancel)).EnumerateArray()
            .ToDictionary(static entry => entry.GetProperty("tag").GetProperty("user").GetString()!, StringComparer.Ordinal);
        foreach (var record in records.Where(record => received.Contains(record.GetProperty("user").GetString()!)))
        {
            var tokens = ledger[record.GetProperty("user").GetString()!].GetProperty("tokens");
            Assert.Equal(
                (tokens.GetProperty("input").GetInt64(), tokens.GetProperty("output").GetInt64()),
                (record.GetProperty("inputTokens").GetInt64(), record.GetProperty("outputTokens").GetInt64()));
        }

        Assert.Empty(recorded.Except(ledger.Keys, StringComparer.Ordinal));
        return (received.Count, recorded.Count, ledger.Count - received.Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _models.DisposeAsync();
        _folder.Dispose();
    }

    private DotnetProcess Start(Uri collector, string work) => DotnetProcess.Start(
        IsOwnHost ? [Outbox, work] : [_program ?? BuildFacts.CrashingApp, Outbox, work],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MODEL_ENDPOINT"] = new Uri(new Uri(_modelAddress), "v1").ToString(),
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString(),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-api-key=" + Uri.EscapeDataString(CollectorHost.ApiKey),

            // For a program of an older .NET than the machine has.
            ["DOTNET_ROLL_FORWARD"] = "Major",
        },
        IsOwnHost ? _program! : "dotnet");
}
