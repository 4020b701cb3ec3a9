using System.Globalization;

namespace AiInstrument.Collector.Queries;

/// <summary>
/// A place between two records of a list, from which the list goes on whatever has arrived since.
/// In the order of time it is beside a record with its start; in any other it is beside a record among those that there were when the list was first asked for.
/// </summary>
/// <param name="At">The record's start in nanoseconds since the Unix epoch; in other orders the newest record's id of then.</param>
/// <param name="Id">The record.</param>
public sealed record RecordCursor(long At, long Id)
{
    private const char Separator = '-';

    /// <summary>The day of <see cref="At"/>.</summary>
    internal long Day => At / Storage.UnixTime.NanosPerDay;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null when the text is something else.</returns>
    public static RecordCursor? Parse(string? text) =>
        text?.Split(Separator) is [var at, var id] && TryRead(at, out var first) && TryRead(id, out var second) ? new RecordCursor(first, second) : null;

    /// <summary>As addresses have it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}{Separator}{Id}");

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
