using System.Globalization;

namespace AiInstrument.Collector.Normalization;

/// <summary>When the first token came, in whatever way the sender says it.</summary>
internal static class FirstToken
{
    private const double MostSeconds = 86_400;
    private const double NanosPerSecond = 1e9;
    private const double NanosPerMillisecond = 1e6;

    private static readonly string[] Events = ["First Token Stream Event", "ai.stream.firstChunk", "gen_ai.content.completion.chunk", "llm.content.completion.chunk"];

    /// <summary>Nanoseconds after the start; null when the sender does not say.</summary>
    public static long? Nanos(in FieldSet fields)
    {
        var span = fields.Span;
        return fields.Number(Field.TimeToFirstTokenSeconds) is { } seconds ? Believed(seconds * NanosPerSecond)
            : fields.Number(Field.TimeToFirstTokenMilliseconds) is { } milliseconds ? Believed(milliseconds * NanosPerMillisecond)
            : fields.Text(Field.CompletionStart) is { } instant ? After(span.StartUnixNano, instant)
            : EventTime(fields) is { } time && time >= span.StartUnixNano ? Believed(time - span.StartUnixNano)
            : null;
    }

    /// <summary>The time in the unit of a field; null for other fields.</summary>
    public static double? In(Field field, TimeSpan? time) => field switch
    {
        Field.TimeToFirstTokenSeconds => time?.TotalSeconds,
        Field.TimeToFirstTokenMilliseconds => time?.TotalMilliseconds,
        _ => null,
    };

    /// <summary>Whether an event of the span says that the answer came in parts.</summary>
    public static bool IsStreamed(in FieldSet fields) => EventTime(fields) is not null;

    private static ulong? EventTime(in FieldSet fields)
    {
        foreach (var candidate in fields.Span.Events)
        {
            if (Array.IndexOf(Events, candidate.Name) >= 0)
            {
                return candidate.TimeUnixNano;
            }
        }

        return null;
    }

    // Some senders quote the text a second time, as JSON.
    private static long? After(ulong startUnixNano, string instant) =>
        DateTimeOffset.TryParse(instant.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Believed(SpanTime.Nanos(time) - (double)startUnixNano)
            : null;

    private static long? Believed(double nanos) => nanos is >= 0 and <= MostSeconds * NanosPerSecond ? (long)Math.Round(nanos) : null;
}
