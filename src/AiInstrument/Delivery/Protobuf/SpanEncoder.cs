using System.Diagnostics;
using System.Globalization;
using OpenTelemetry.Resources;

namespace AiInstrument.Delivery.Protobuf;

/// <summary>Writes activities, resources and scopes as OTLP protobuf (opentelemetry-proto trace/v1). The field numbers are the protocol's.</summary>
internal static class SpanEncoder
{
    private const string StatusCodeTag = "otel.status_code";
    private const string StatusDescriptionTag = "otel.status_description";
    private const uint HasIsRemote = 0x100;
    private const uint IsRemote = 0x200;

    /// <summary>The fields of a <c>Span</c>. The activity has a W3C id.</summary>
    public static void Write(ProtoBuffer output, Activity activity, SpanLimits limits)
    {
        output.TraceId(1, activity.TraceId);
        output.SpanId(2, activity.SpanId);
        if (activity.TraceStateString is { Length: > 0 } state)
        {
            output.Text(3, state);
        }

        if (activity.ParentSpanId != default)
        {
            output.SpanId(4, activity.ParentSpanId);
        }

        output.Text(5, activity.DisplayName);
        output.Number(6, (ulong)activity.Kind + 1);
        output.Fixed64(7, UnixNano(activity.StartTimeUtc));
        output.Fixed64(8, UnixNano(activity.StartTimeUtc + activity.Duration));
        WriteTags(output, activity, limits, out var statusCode, out var statusDescription);
        WriteEvents(output, activity, limits);
        WriteLinks(output, activity, limits);
        WriteStatus(output, activity, statusCode, statusDescription);
        output.Fixed32(16, (uint)activity.ActivityTraceFlags | HasIsRemote | (activity.HasRemoteParent ? IsRemote : 0));
    }

    /// <summary>Fields 1 and 3 of <c>ResourceSpans</c>.</summary>
    public static void WriteResource(ProtoBuffer output, Resource resource)
    {
        var message = output.Begin(1);
        foreach (var (key, value) in resource.Attributes)
        {
            WriteAttribute(output, 1, key, value, int.MaxValue);
        }

        output.End(message);
        if (resource.SchemaUrl is { Length: > 0 } schema)
        {
            output.Text(3, schema);
        }
    }

    /// <summary>Fields 1 and 3 of <c>ScopeSpans</c>.</summary>
    public static void WriteScope(ProtoBuffer output, ActivitySource source)
    {
        var message = output.Begin(1);
        output.Text(1, source.Name);
        if (source.Version is { Length: > 0 } version)
        {
            output.Text(2, version);
        }

        foreach (var (key, value) in source.Tags ?? [])
        {
            WriteAttribute(output, 3, key, value, int.MaxValue);
        }

        output.End(message);
        if (source.TelemetrySchemaUrl is { Length: > 0 } schema)
        {
            output.Text(3, schema);
        }
    }

    /// <summary>One <c>KeyValue</c> as the field. A value without a type in OTLP becomes its invariant text.</summary>
    public static void WriteAttribute(ProtoBuffer output, int field, string key, object? value, int maxLength)
    {
        var message = output.Begin(field);
        output.Text(1, key);
        WriteValue(output, 2, value, maxLength);
        output.End(message);
    }

    public static ulong UnixNano(DateTime utc) => (ulong)(utc - DateTime.UnixEpoch).Ticks * 100;

    private static void WriteTags(ProtoBuffer output, Activity activity, SpanLimits limits, out string? statusCode, out string? statusDescription)
    {
        (statusCode, statusDescription) = (null, null);
        var count = 0;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            // What tracers wrote before activities had a status.
            if (tag.Key == StatusCodeTag)
            {
                statusCode = tag.Value as string;
            }
            else if (tag.Key == StatusDescriptionTag)
            {
                statusDescription = tag.Value as string;
            }
            else if (count++ < limits.Attributes)
            {
                WriteAttribute(output, 9, tag.Key, tag.Value, limits.ValueLength);
            }
        }

        WriteDropped(output, 10, count - limits.Attributes);
    }

    private static void WriteEvents(ProtoBuffer output, Activity activity, SpanLimits limits)
    {
        var count = 0;
        foreach (ref readonly var item in activity.EnumerateEvents())
        {
            if (count++ >= limits.Events)
            {
                continue;
            }

            var message = output.Begin(11);
            output.Fixed64(1, UnixNano(item.Timestamp.UtcDateTime));
            output.Text(2, item.Name);
            var attributes = 0;
            foreach (ref readonly var tag in item.EnumerateTagObjects())
            {
                if (attributes++ < limits.EventAttributes)
                {
                    WriteAttribute(output, 3, tag.Key, tag.Value, limits.ValueLength);
                }
            }

            WriteDropped(output, 4, attributes - limits.EventAttributes);
            output.End(message);
        }

        WriteDropped(output, 12, count - limits.Events);
    }

    private static void WriteLinks(ProtoBuffer output, Activity activity, SpanLimits limits)
    {
        var count = 0;
        foreach (ref readonly var link in activity.EnumerateLinks())
        {
            if (count++ >= limits.Links)
            {
                continue;
            }

            var message = output.Begin(13);
            output.TraceId(1, link.Context.TraceId);
            output.SpanId(2, link.Context.SpanId);
            if (link.Context.TraceState is { Length: > 0 } state)
            {
                output.Text(3, state);
            }

            var attributes = 0;
            foreach (ref readonly var tag in link.EnumerateTagObjects())
            {
                if (attributes++ < limits.LinkAttributes)
                {
                    WriteAttribute(output, 4, tag.Key, tag.Value, limits.ValueLength);
                }
            }

            WriteDropped(output, 5, attributes - limits.LinkAttributes);
            output.Fixed32(6, (uint)link.Context.TraceFlags | HasIsRemote | (link.Context.IsRemote ? IsRemote : 0));
            output.End(message);
        }

        WriteDropped(output, 14, count - limits.Links);
    }

    private static void WriteStatus(ProtoBuffer output, Activity activity, string? tagCode, string? tagDescription)
    {
        var (code, description) = activity.Status switch
        {
            ActivityStatusCode.Ok => (1UL, null),
            ActivityStatusCode.Error => (2UL, activity.StatusDescription),
            _ when string.Equals(tagCode, "OK", StringComparison.OrdinalIgnoreCase) => (1UL, null),
            _ when string.Equals(tagCode, "ERROR", StringComparison.OrdinalIgnoreCase) => (2UL, tagDescription),
            _ => (0UL, null),
        };
        if (code == 0)
        {
            return;
        }

        var message = output.Begin(15);
        if (description is { Length: > 0 })
        {
            output.Text(2, description);
        }

        output.Number(3, code);
        output.End(message);
    }

    private static void WriteDropped(ProtoBuffer output, int field, int dropped)
    {
        if (dropped > 0)
        {
            output.Number(field, (ulong)dropped);
        }
    }

    private static void WriteValue(ProtoBuffer output, int field, object? value, int maxLength)
    {
        var message = output.Begin(field);
        switch (value)
        {
            case null:
                break;
            case string text:
                WriteText(output, text, maxLength);
                break;
            case bool flag:
                output.Number(2, flag ? 1UL : 0);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                output.Number(3, unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture)));
                break;
            case float or double:
                output.Fixed64(4, BitConverter.DoubleToUInt64Bits(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case byte[] bytes:
                output.Bytes(7, bytes);
                break;
            case Array { Rank: 1 } values:
                WriteArray(output, values, maxLength);
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                WriteMap(output, pairs, maxLength);
                break;
            default:
                WriteText(output, Convert.ToString(value, CultureInfo.InvariantCulture), maxLength);
                break;
        }

        output.End(message);
    }

    private static void WriteText(ProtoBuffer output, string? text, int maxLength) =>
        output.Text(1, text.AsSpan(0, Math.Min(text?.Length ?? 0, maxLength)));

    private static void WriteArray(ProtoBuffer output, Array values, int maxLength)
    {
        var message = output.Begin(5);
        foreach (var value in values)
        {
            WriteValue(output, 1, value, maxLength);
        }

        output.End(message);
    }

    private static void WriteMap(ProtoBuffer output, IEnumerable<KeyValuePair<string, object?>> pairs, int maxLength)
    {
        var message = output.Begin(6);
        foreach (var (key, value) in pairs)
        {
            WriteAttribute(output, 1, key, value, maxLength);
        }

        output.End(message);
    }
}
