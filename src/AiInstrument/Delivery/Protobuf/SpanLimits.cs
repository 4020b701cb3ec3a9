using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AiInstrument.Delivery.Protobuf;

/// <summary>How much of a span is sent, by the standard <c>OTEL_*_LIMIT</c> variables (OpenTelemetry SDK environment variable specification).</summary>
/// <param name="Attributes">Attributes of a span.</param>
/// <param name="ValueLength">Characters of a text value.</param>
/// <param name="Events">Events of a span.</param>
/// <param name="Links">Links of a span.</param>
/// <param name="EventAttributes">Attributes of an event.</param>
/// <param name="LinkAttributes">Attributes of a link.</param>
internal sealed record SpanLimits(int Attributes, int ValueLength, int Events, int Links, int EventAttributes, int LinkAttributes)
{
    private const int DefaultCount = 128;

    public static SpanLimits Default { get; } = Read(new ConfigurationBuilder().Build());

    public static SpanLimits Read(IConfiguration configuration)
    {
        var attributes = Number(SettingNames.AttributeCount) ?? DefaultCount;
        var spanAttributes = Number(SettingNames.SpanAttributeCount) ?? attributes;
        return new SpanLimits(
            spanAttributes,
            Number(SettingNames.SpanAttributeValueLength) ?? Number(SettingNames.AttributeValueLength) ?? int.MaxValue,
            Number(SettingNames.SpanEventCount) ?? DefaultCount,
            Number(SettingNames.SpanLinkCount) ?? DefaultCount,
            Number(SettingNames.EventAttributeCount) ?? spanAttributes,
            Number(SettingNames.LinkAttributeCount) ?? spanAttributes);

        // A limit that is no number is no limit that anybody set.
        int? Number(string name) => int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
