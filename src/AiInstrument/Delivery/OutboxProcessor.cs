using System.Collections.Concurrent;
using System.Diagnostics;
using AiInstrument.Capture;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Storage;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace AiInstrument.Delivery;

/// <summary>Writes each span that ends into the outbox, on the thread that ends it: the span is kept before the call returns.</summary>
internal sealed class OutboxProcessor(Deliverer deliverer, LossLedger losses, SpanLimits limits) : BaseProcessor<Activity>
{
    // A thread that once wrote a huge span does not keep its bytes.
    private const int LargestKept = 256 * 1024;

    private static readonly ActivitySource s_ownSource = new(DeliveryKeys.SourceName, LibraryVersion.Value);

    [ThreadStatic]
    private static ProtoBuffer? t_buffer;

    private readonly ConcurrentDictionary<ActivitySource, byte[]> _contexts = new();

    public override void OnEnd(Activity data)
    {
        // The same two conditions as the SDK's export processors have: recorded, and with an id that OTLP can carry.
        if (!data.Recorded || data.IdFormat != ActivityIdFormat.W3C)
        {
            return;
        }

        try
        {
            var buffer = t_buffer ??= new ProtoBuffer();
            var context = ContextOf(data.Source);
            Record.Begin(buffer, context);
            SpanEncoder.Write(buffer, data, limits);
            deliverer.Append(Record.End(buffer, context.Length, RecordKind.Span));
            if (buffer.Capacity > LargestKept)
            {
                t_buffer = null;
            }
        }
        catch (Exception e)
        {
            // A tag whose text cannot be had, for example.
            TelemetryFaults.Count(e);
            losses.AddLost(1);
        }
    }

    /// <summary>To be called when the provider is built: from then on losses can be told, whether or not a span ends.</summary>
    public void Start() => losses.Context = ContextOf(s_ownSource);

    protected override bool OnForceFlush(int timeoutMilliseconds) => deliverer.Flush(TimeSpan.FromMilliseconds(timeoutMilliseconds));

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        var all = deliverer.Flush(TimeSpan.FromMilliseconds(timeoutMilliseconds));
        deliverer.Stop();
        return all;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            deliverer.Dispose();
        }

        base.Dispose(disposing);
    }

    private byte[] ContextOf(ActivitySource source) => _contexts.GetOrAdd(source, NewContext);

    private byte[] NewContext(ActivitySource source)
    {
        var resource = new ProtoBuffer();
        SpanEncoder.WriteResource(resource, ParentProvider?.GetResource() ?? Resource.Empty);
        var scope = new ProtoBuffer();
        SpanEncoder.WriteScope(scope, source);
        return Record.Context(resource.Written, scope.Written);
    }
}
