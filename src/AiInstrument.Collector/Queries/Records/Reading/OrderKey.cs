using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>Where a record is in an order: by value, then by time, then by id.</summary>
/// <param name="Value">The value that is compared; for names their rank; 0 in the order of time.</param>
/// <param name="Start">Its start in nanoseconds since the Unix epoch.</param>
/// <param name="Id">The record.</param>
/// <param name="Raw">The value as the database has it; for names the id of the name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrderKey(long Value, long Start, long Id, long Raw)
{
    private static readonly Comparer<OrderKey> Upward = Comparer<OrderKey>.Create(static (a, b) => (a.Value, a.Start, a.Id).CompareTo((b.Value, b.Start, b.Id)));
    private static readonly Comparer<OrderKey> Downward = Comparer<OrderKey>.Create(static (a, b) => (b.Value, b.Start, b.Id).CompareTo((a.Value, a.Start, a.Id)));

    /// <summary>The day of the record.</summary>
    public long Day => Start / UnixTime.NanosPerDay;

    /// <summary>Compares upward, or downward.</summary>
    public static Comparer<OrderKey> In(bool descending) => descending ? Downward : Upward;

    /// <summary>The place behind all records of a day with a value, whatever their number.</summary>
    public static OrderKey Behind(long value, long day, long raw, bool descending) => descending
        ? new(value, day * UnixTime.NanosPerDay, 0, raw)
        : new(value, ((day + 1) * UnixTime.NanosPerDay) - 1, long.MaxValue, raw);
}
