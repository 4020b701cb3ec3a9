using System.Threading.RateLimiting;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Memory;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;
using AiInstrument.Collector.Receiving.Grpc;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Puts mutated requests through everything from the body to the store, without a server and without a disk.</summary>
internal sealed class PipelineFuzz : IDisposable
{
    private const int MostMessageBytes = 4 * 1024 * 1024;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<ReceivingMetrics>().BuildServiceProvider();
    private readonly CollectorDatabase _database;
    private readonly Dictionary<string, IExportService> _exports;
    private readonly MemoryBudget _budget = new(512 * 1024 * 1024);
    private readonly ConcurrencyLimiter _places = new(new() { PermitLimit = int.MaxValue });

    /// <summary>Prepares the pipeline.</summary>
    /// <param name="folder">An empty folder, for the prices.</param>
    public PipelineFuzz(string folder)
    {
        _database = new CollectorDatabase(new DatabaseFile(folder, TimeSpan.FromSeconds(30)), TimeProvider.System);
        var store = new DiscardingStore();
        var metrics = _services.GetRequiredService<ReceivingMetrics>();
        var limits = new DecodingLimits();
        _exports = new(StringComparer.Ordinal)
        {
            ["traces"] = new OtlpTraceService(new OtlpProtobufReader(limits), new OtlpJsonReader(limits), new SpanIngest(_database, store, TimeProvider.System), metrics),
            ["logs"] = new OtlpLogsService(new LogsProtobufReader(limits), new LogsJsonReader(limits), new LogIngest(store, TimeProvider.System), metrics),
            ["metrics"] = new UnsupportedSignalService(OtlpSignal.Metrics, OtlpItemCounter.DataPoints),
        };
    }

    /// <summary>Bytes that no request has given back; 0 when all is well.</summary>
    public long MemoryTaken => _budget.Taken;

    /// <summary>Runs requests.</summary>
    /// <param name="seed">Makes them.</param>
    /// <param name="from">The first one's number.</param>
    /// <param name="count">How many.</param>
    /// <param name="report">Told of each answer.</param>
    public async Task RunAsync(int seed, int from, int count, FuzzReport report)
    {
        for (var number = from; number < from + count; number++)
        {
            var request = FuzzRequest.Make(seed, number);
            try
            {
                report.Count(await AnswerAsync(request).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                report.Found(seed, number, request, e.ToString());
            }
        }
    }

    /// <summary>Answers one request.</summary>
    /// <returns>The code and whether some of it was rejected.</returns>
    public async Task<string> AnswerAsync(FuzzRequest request)
    {
        using var memory = new RequestMemory(_budget, 12L * MostMessageBytes);
        var buffer = new PooledBuffer(memory);
        buffer.Append(request.Body);
        using var body = new RequestBody(buffer, _places.AttemptAcquire(), memory);
        try
        {
            body.Unwrap(request.IsGrpc ? new GrpcFormat("gzip") : request.IsGzip ? BodyFormat.Gzip : BodyFormat.Plain, MostMessageBytes);
        }
        catch (RequestRefusedException e)
        {
            return e.Code.ToString();
        }

        try
        {
            var encoding = request.IsJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
            var outcome = await _exports[request.Signal].ExportAsync(1, encoding, body, CancellationToken.None).ConfigureAwait(false);
            _ = ExportResponse.Encode(_exports[request.Signal].Signal, encoding, outcome);
            return outcome.IsPartial ? "Ok, partly" : outcome.Code.ToString();
        }
        catch (MemoryExhaustedException)
        {
            return nameof(RpcCode.ResourceExhausted);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _services.Dispose();
        _places.Dispose();
    }

    private sealed class DiscardingStore : ITelemetryStore
    {
        public Task<WriteResult> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken) => Task.FromResult(new WriteResult(batch.Interactions.Count, 0, 0, 0));
    }
}
