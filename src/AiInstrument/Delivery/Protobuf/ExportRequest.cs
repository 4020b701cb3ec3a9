using AiInstrument.Delivery.Storage;

namespace AiInstrument.Delivery.Protobuf;

/// <summary>Puts records together to an OTLP <c>ExportTraceServiceRequest</c>: spans of the same resource and scope stand in one group.</summary>
internal static class ExportRequest
{
    public static ProtoBuffer Write(IReadOnlyList<TakenRecord> records)
    {
        var groups = new List<List<TakenRecord>>();
        foreach (var record in records)
        {
            var context = Record.ContextOf(record.Image);
            if (Find(groups, context) is { } group)
            {
                group.Add(record);
            }
            else
            {
                groups.Add([record]);
            }
        }

        var output = new ProtoBuffer();
        foreach (var group in groups)
        {
            var context = Record.ContextOf(group[0].Image);
            var resourceSpans = output.Begin(1);
            output.Raw(Record.ResourceOf(context));
            var scopeSpans = output.Begin(2);
            output.Raw(Record.ScopeOf(context));
            foreach (var record in group)
            {
                output.Bytes(2, Record.SpanOf(record.Image));
            }

            output.End(scopeSpans);
            output.End(resourceSpans);
        }

        return output;
    }

    // A batch has a handful of scopes.
    private static List<TakenRecord>? Find(List<List<TakenRecord>> groups, ReadOnlySpan<byte> context)
    {
        foreach (var group in groups)
        {
            if (Record.ContextOf(group[0].Image).SequenceEqual(context))
            {
                return group;
            }
        }

        return null;
    }
}
