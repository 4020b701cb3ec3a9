using System.Globalization;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>
/// A place between two records of a list, from which the list goes on whatever has arrived since: beside a record with its value, in the order of time with its start alone.
/// In an order that is known only among some records it is beside one of those that there were when the list was first asked for.
/// </summary>
/// <param name="At">The record's start in nanoseconds since the Unix epoch; in orders among some records the newest record's id of then.</param>
/// <param name="Id">The record.</param>
/// <param name="Value">The record's value in the order's column, or the id of its name there; null in the order of time, and when only the record is known.</param>
public sealed record RecordCursor(long At, long Id, long? Value = null)
{
    // A value may be below zero.
    private const char Separator = '-';
    private const char ValueSeparator = '_';

    /// <summary>The day of <see cref="At"/>.</summary>
    internal long Day => At / Storage.UnixTime.NanosPerDay;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null when the text is something else.</returns>
    public static RecordCursor? Parse(string? text)
    {
        if (text?.Split(ValueSeparator) is not [var place, .. var values] || values.Length > 1 || place.Split(Separator) is not [var at, var id]
            || !TryRead(at, NumberStyles.None, out var first) || !TryRead(id, NumberStyles.None, out var second))
        {
            return null;
        }

        return values is not [var number] ? new RecordCursor(first, second)
            : TryRead(number, NumberStyles.AllowLeadingSign, out var value) ? new RecordCursor(first, second, value) : null;
    }

    /// <summary>As addresses have it.</summary>
    public override string ToString() => Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{At}{Separator}{Id}{ValueSeparator}{value}")
        : string.Create(CultureInfo.InvariantCulture, $"{At}{Separator}{Id}");

    private static bool TryRead(string text, NumberStyles style, out long number) => long.TryParse(text, style, CultureInfo.InvariantCulture, out number);
}
