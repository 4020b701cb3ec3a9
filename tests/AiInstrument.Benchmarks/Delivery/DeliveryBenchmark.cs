using System.Diagnostics;
using AiInstrument.Benchmarks.Capture;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Delivery;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Sending;
using AiInstrument.Delivery.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AiInstrument.Benchmarks.Delivery;

/// <summary>What the outbox adds to a call on the thread that makes it, next to no export and to the SDK's queue in memory.</summary>
internal static class DeliveryBenchmark
{
    private const string OwnSource = "AiInstrument";
    private const int RecordBytes = 2048;

    public static Task RunAsync(bool quick)
    {
        using var client = new MemoryChatClient();
        using var entryPoint = AiScope.EntryPoint("POST /tickets/{id}/summary", "http");
        using var scope = AiScope.Begin(organization: "org-1", user: "user-1", project: "project-1", document: "document-1", session: "session-1");
        void Call(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = Calls.Instrumented(client);
            }
        }

        var rounds = quick ? 50 : 300;
        var calls = Rounds.Run(
            [
                new("span, no export", Call, () => Listening.To(OwnSource, ActivitySamplingResult.AllDataAndRecorded)),
                new("SDK's batch queue in memory", Call, () => Provider(new BatchActivityExportProcessor(new NoExporter()))),
                new("outbox in memory", Call, () => Provider(OutboxIn(folder: null, fsync: false))),
                new("outbox on disk", Call, () => new OnDisk()),
            ],
            rounds,
            operations: 500);
        Report.Table("delivery: an instrumented call and its span (reference: the span alone)", ["variant", "ns/call", "ns added", "bytes/call", "time ratio"], calls.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds), Report.Number(m.Nanoseconds - calls[0].Nanoseconds), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));

        var record = new byte[RecordBytes];
        FileWriter? file = null;
        MappedWriter? mapped = null;
        var writes = Rounds.Run(
            [
                new("write to the end of a file", count => file!.Write(record, count), () => file = new FileWriter()),
                new("copy into a mapped file", count => mapped!.Write(record, count), () => mapped = new MappedWriter(1000 * RecordBytes)),
            ],
            rounds,
            operations: 1000);
        Report.Table("delivery: keeping 2 KB in a new file (reference: a write)", ["variant", "ns/record", "time ratio"], writes.Select(m =>
            new[] { m.Name, Report.Number(m.Nanoseconds), Report.Ratio(m.Ratio) }));
        return Task.CompletedTask;
    }

    private static TracerProvider Provider(BaseProcessor<Activity> processor) =>
        Sdk.CreateTracerProviderBuilder().SetSampler(new AlwaysOnSampler()).AddSource(OwnSource).AddProcessor(processor).Build();

    private static OutboxProcessor OutboxIn(string? folder, bool fsync)
    {
        var losses = new LossLedger("benchmark", TimeProvider.System);
        ISpanStore store = folder is null ? new MemoryStore(long.MaxValue, losses) : new DiskStore(folder, "benchmark", 64 * 1024 * 1024, fsync, losses, TimeProvider.System);
        var options = new DelivererOptions(new Uri("http://localhost"), TimeSpan.FromSeconds(1));
        return new OutboxProcessor(new Deliverer(store, new NoSender(), losses, options, NullLogger.Instance, TimeProvider.System, static () => 1), losses, SpanLimits.Default);
    }

    private sealed class OnDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly TracerProvider _provider;

        public OnDisk() => _provider = Provider(OutboxIn(_folder.Path, fsync: false));

        public void Dispose()
        {
            _provider.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class NoExporter : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
    }

    private sealed class NoSender : ISpanSender
    {
        public Task<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) => Task.FromResult(new SendResult(SendOutcome.Accepted, ""));

        public void Dispose()
        {
        }
    }
}
