using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>What was left out of a call, by its sender or by the collector's limits.</summary>
/// <param name="Attributes">Attributes and elements of the span, its events and its links.</param>
/// <param name="ResourceAttributes">Attributes of the resource.</param>
/// <param name="Events">Events.</param>
/// <param name="Links">Links.</param>
/// <param name="CutValues">Texts and bytes that were cut, of the span and the resource.</param>
/// <param name="Messages">Events whose message texts are not stored.</param>
internal sealed record LeftOut(long Attributes, long ResourceAttributes, long Events, long Links, long CutValues, long Messages)
{
    /// <summary>What was left out of a span; null when nothing was.</summary>
    public static LeftOut? Of(DecodedSpan span, int messages)
    {
        var resource = span.Resource;
        var shortened = Shortened(span.Attributes) + Shortened(resource.Attributes) + (span.Scope.Name.Length > Clip.MostDimensionChars ? 1 : 0);
        return (span.DroppedAttributesCount | resource.DroppedAttributesCount | span.DroppedEventsCount | span.DroppedLinksCount | span.CutValuesCount | resource.CutValuesCount | (uint)messages | (uint)shortened) == 0
            ? null
            : new(
                span.DroppedAttributesCount,
                resource.DroppedAttributesCount,
                span.DroppedEventsCount,
                span.DroppedLinksCount,
                (long)span.CutValuesCount + resource.CutValuesCount + shortened,
                messages);
    }
    // Names are kept to one length and other values to another; what holds content is not kept at all.
    private static int Shortened(AttributeList attributes)
    {
        var count = 0;
        foreach (ref readonly var item in attributes.Items)
        {
            if (item.Value.Kind == AttributeKind.String && item.Value.AsString()!.Length > Clip.MostDimensionChars && KeyTable.MeaningOf(item.Key) is { IsContent: false } meaning)
            {
                count += meaning.Field is not null and not Field.HiddenParameters || item.Value.AsString()!.Length > AttributesJson.MostValueChars ? 1 : 0;
            }
        }

        return count;
    }
}
