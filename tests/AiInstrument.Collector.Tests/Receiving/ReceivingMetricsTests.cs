using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class ReceivingMetricsTests
{
    [Fact]
    public async Task Spans_are_counted_as_received_or_as_rejected_by_reason_and_requests_as_refused()
    {
        await using var collector = await TestCollector.StartAsync();
        var counts = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, collector.Meters) && instrument.Meter.Name == "AiInstrument.Collector")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counts.AddOrUpdate($"{instrument.Name} {string.Join(" ", tags.ToArray().Select(t => t.Value))}".TrimEnd(), value, (_, sum) => sum + value));
        listener.Start();

        collector.Ingest.Answer = (spans, _) => ValueTask.FromResult(new IngestResult(spans.Count - 1, 0, 0, 1, "One is too old."));
        using var mixed = await collector.ExportAsync(Otlp.Request(
            Otlp.Span(), Otlp.Span(), Otlp.Span(), new ProtoWriter(), new ProtoWriter().Bytes(1, Otlp.TraceId), Otlp.Span().Bytes(4, [1])));
        using var malformed = await collector.ExportAsync([0x0A, 0x05]);
        using var wrongType = await collector.ExportAsync([], "text/plain", path: "/v1/logs");
        await collector.Grpc.SendFrameAsync([]);

        Assert.Equal(
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["aiinstrument.collector.spans.received"] = 2,
                ["aiinstrument.collector.spans.rejected not_storable"] = 1,
                ["aiinstrument.collector.spans.rejected invalid_trace_id"] = 1,
                ["aiinstrument.collector.spans.rejected invalid_span_id"] = 1,
                ["aiinstrument.collector.spans.rejected invalid_parent_span_id"] = 1,
                ["aiinstrument.collector.requests.refused traces InvalidArgument"] = 1,
                ["aiinstrument.collector.requests.refused traces Unimplemented"] = 1,
                ["aiinstrument.collector.requests.refused logs Unimplemented"] = 1,
            },
            new Dictionary<string, long>(counts, StringComparer.Ordinal));
    }
}
