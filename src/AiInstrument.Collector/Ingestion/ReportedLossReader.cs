using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Ingestion;

/// <summary>Reads the spans in which an application's delivery tells what it has lost.</summary>
internal static class ReportedLossReader
{
    private const long NanosPerMillisecond = 1_000_000;

    /// <summary>Whether the span tells of losses.</summary>
    public static bool IsLoss(DecodedSpan span) => span.Name == "aiinstrument.delivery.loss" && span.Scope.Name == "AiInstrument.Delivery";

    /// <summary>Reads the counts.</summary>
    /// <param name="span">A span for which <see cref="IsLoss"/> holds.</param>
    /// <param name="received">When it arrived.</param>
    /// <param name="problem">One sentence that says why the span cannot be read, or null.</param>
    /// <returns>The counts, or null when the span cannot be read.</returns>
    public static ReportedLoss? Read(DecodedSpan span, DateTimeOffset received, out string? problem)
    {
        var instance = new FieldReader(span.Attributes).Text("aiinstrument.delivery.instance");
        var lost = span.Attributes.GetInt64("aiinstrument.delivery.lost");
        var rejected = span.Attributes.GetInt64("aiinstrument.delivery.rejected");
        problem = span.Attributes.GetInt64("aiinstrument.delivery.schema") != 1 ? "A delivery span has a schema other than 1."
            : instance is null ? "A delivery span names no instance."
            : lost is null or < 0 || rejected is null or < 0 ? "A delivery span's counts are missing or negative."
            : null;
        var service = new FieldReader(span.Resource.Attributes).Text("service.name") ?? "";
        return problem is null ? new ReportedLoss(service, instance!, lost!.Value, rejected!.Value, SpanTime.Start(span, received) / NanosPerMillisecond) : null;
    }
}
