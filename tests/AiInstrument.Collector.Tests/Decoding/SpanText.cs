using System.Globalization;
using System.Text;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Decoding;

/// <summary>Writes all of a decoded span as text, so that two spans can be compared and a difference read.</summary>
internal static class SpanText
{
    public static string Of(DecodedSpan span)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{span.TraceId:x32} {span.SpanId:x16} {span.ParentSpanId:x16} '{span.Name}' kind {span.Kind}\n");
        text.Append(CultureInfo.InvariantCulture, $"{span.StartUnixNano}..{span.EndUnixNano} status {span.StatusCode} '{span.StatusMessage ?? "(null)"}'\n");
        text.Append(CultureInfo.InvariantCulture, $"dropped {span.DroppedAttributesCount} attributes, {span.DroppedEventsCount} events, {span.DroppedLinksCount} links; cut {span.CutValuesCount} values\n");
        text.Append("attributes ").Append(Of(span.Attributes)).Append('\n');
        foreach (var e in span.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"event {e.TimeUnixNano} '{e.Name}' {Of(e.Attributes)}\n");
        }

        foreach (var link in span.Links)
        {
            text.Append(CultureInfo.InvariantCulture, $"link {link.TraceId:x32} {link.SpanId:x16} {Of(link.Attributes)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"scope '{span.Scope.Name}' '{span.Scope.Version}'\n");
        text.Append(CultureInfo.InvariantCulture, $"resource {Of(span.Resource.Attributes)} dropped {span.Resource.DroppedAttributesCount}\n");
        return text.ToString();
    }

    public static string Of(AttributeList attributes) =>
        "{" + string.Join(", ", attributes.Select(a => $"{a.Key}: {Of(a.Value)}")) + "}";

    private static string Of(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Array => "[" + string.Join(", ", value.Elements.Select(Of)) + "]",
        AttributeKind.Map => Of(value.Entries!),
        AttributeKind.Bytes => "Bytes " + Convert.ToHexString(value.Bytes.Span),
        _ => $"{value.Kind} {value.AsString()}",
    };
}
