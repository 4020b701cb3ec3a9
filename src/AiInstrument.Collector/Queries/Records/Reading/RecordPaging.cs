using AiInstrument.Collector.Queries.Registry;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>Cuts a page out of records that are in an order, and says where the pages before and after it begin.</summary>
/// <param name="connection">The snapshot's.</param>
/// <param name="query">What is asked for.</param>
/// <param name="names">The features' names of today.</param>
/// <param name="sort">The order.</param>
/// <param name="reader">Finds the record that a place is beside.</param>
/// <param name="budget">What a walk may pass.</param>
internal sealed class RecordPaging(SqliteConnection connection, RecordQuery query, FeatureNames names, RecordSort sort, RecordReader reader, ScanBudget budget)
{
    /// <summary>How many records a page has.</summary>
    public static int SizeOf(RecordQuery query) => query.Step ?? Math.Clamp(query.PageSize, 1, 200);

    /// <summary>A page of a list that is known as a whole. Its newest id is part of the place, so that what arrives later does not move it; in the order of time there is no need.</summary>
    public static RecordPage Slice(RecordPage page, SqliteConnection connection, List<long> ids, RecordQuery query, FeatureNames names)
    {
        var size = SizeOf(query);
        var from = query.After ?? query.Back;
        var at = from is null ? -1 : ids.IndexOf(from.Id);
        if (at < 0 && from is { At: long.MaxValue })
        {
            // The place beside a record that is not in the list.
            return page;
        }

        var start = at < 0 ? (from is null ? Math.Min(ids.Count, (Math.Max(1, query.Page) - 1L) * size) : 0)
            : query.After is not null ? at + 1
            : Math.Max(0, at - size);
        var shown = ids.GetRange((int)start, (int)Math.Min(size, ids.Count - start));
        if (shown.Count == 0)
        {
            return page;
        }

        var rows = RecordReader.ReadRows(connection, shown, names);
        var newest = from is null or { At: long.MaxValue } ? ids.Max() : from.At;
        return page with
        {
            Items = rows,
            Next = start + shown.Count < ids.Count ? PlaceOf(rows[^1]) : null,
            Previous = start > 0 ? PlaceOf(rows[0]) : null,
        };

        RecordCursor PlaceOf(InteractionRow row) => new(query.IsByTime ? row.StartUnixNano : newest, row.Id);
    }

    /// <summary>A page of a list of which no more is known than how to walk through it.</summary>
    /// <param name="page">What is known of the list.</param>
    /// <param name="walk">Walks through it.</param>
    public async Task<RecordPage> WalkAsync(RecordPage page, OrderWalk walk)
    {
        var size = SizeOf(query);
        if (!TryPlace(out var from))
        {
            return page;
        }

        var isBack = from is not null && query.After is null;
        var skip = from is null ? (Math.Max(1, query.Page) - 1L) * size : 0;
        var (keys, stopped) = await walk(from, skip, size + 1, sort.Descending != isBack).ConfigureAwait(false);
        if (isBack && keys.Count <= size && stopped is null)
        {
            (isBack, from, skip) = (false, null, 0);
            budget.BeginAnew();
            (keys, stopped) = await walk(from, skip, size + 1, sort.Descending).ConfigureAwait(false);
        }

        var hasMore = keys.Count > size;
        var shown = keys.GetRange(0, Math.Min(size, keys.Count));
        if (isBack)
        {
            shown.Reverse();
        }

        page = page with { IsPartial = stopped is not null && !hasMore };
        if (shown.Count == 0)
        {
            return stopped is { } empty ? page with { Next = CursorOf(empty), Previous = from is null ? null : CursorOf(empty) } : page;
        }

        var (first, last) = ((OrderKey?)shown[0], (OrderKey?)shown[^1]);
        return page with
        {
            Items = RecordReader.ReadRows(connection, shown.ConvertAll(key => key.Id), names),
            Next = (isBack || hasMore ? last : stopped) is { } next ? CursorOf(next) : null,
            Previous = (isBack ? hasMore ? first : stopped : from is not null || skip > 0 ? first : null) is { } previous ? CursorOf(previous) : null,
        };
    }

    private RecordCursor CursorOf(OrderKey key) => sort.IsByTime ? new(key.Start, key.Id) : new(key.Start, key.Id, key.Raw);

    // False when it is beside a record that is not in the list.
    private bool TryPlace(out OrderKey? place)
    {
        place = null;
        if ((query.After ?? query.Back) is not { } cursor)
        {
            return true;
        }

        if (sort.IsByTime || cursor.Value is not null)
        {
            place = new OrderKey(0, cursor.At, cursor.Id, cursor.Value ?? 0);
            return true;
        }

        if (reader.Rows(sort.Number!, [cursor.Id]) is [var found])
        {
            place = found;
            return true;
        }

        return cursor.At != long.MaxValue;
    }
}
