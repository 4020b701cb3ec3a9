using System.Runtime.CompilerServices;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Rollups;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>
/// Walks through a list by the start and the id of its records. Each step reads from a state of the database of its own and lets go of it before the records are passed on:
/// nobody waits in a transaction for a slow reader, and the log can be started again. So that steps fit together, records that arrived after the beginning are left out,
/// and none comes twice, because every step begins beyond the last record of the one before. A record that is corrected or removed meanwhile comes as it is when it is read.
/// </summary>
internal sealed class RecordWalker(CollectorDatabase database, RecordWalkPlan plan)
{
    // Index entries that a step looks at: some milliseconds of work, some megabytes of records.
    private const int MostPerStep = 4096;

    // Records of a step where their ids are known.
    private const int MostPerPage = 1000;

    private readonly bool _descending = RecordSort.Of(plan.Query, plan.Names) is { IsByTime: false } or { Descending: true };

    /// <summary>The records, some at a time.</summary>
    public IAsyncEnumerable<IReadOnlyList<InteractionRow>> StepsAsync() => plan.Sorted is { } ids ? PagesAsync(ids) : plan.InSteps ? InOrderAsync() : ByTimeAsync();

    private async IAsyncEnumerable<IReadOnlyList<InteractionRow>> PagesAsync(IReadOnlyList<long> ids, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var page in ids.Chunk(MostPerPage))
        {
            yield return await ReadAsync(connection => RecordReader.ReadRows(connection, [.. page], plan.Names), cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<InteractionRow>> InOrderAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // One that is priced again meanwhile has another place then.
        var sent = new IdSet();
        RecordCursor? place = null;
        do
        {
            var page = await PageAsync(plan.Query with { After = place, Step = MostPerStep }, cancellationToken).ConfigureAwait(false);
            if (page.SortedAmong is not null || page.Older is not null)
            {
                throw new InvalidOperationException("Too many records have changed since the walk began: their order is not known at the moment.");
            }

            place = page.Next;
            yield return [.. page.Items.Where(row => row.Id <= plan.LastId && sent.Add(row.Id))];
        }
        while (place is not null);
    }

    private async IAsyncEnumerable<IReadOnlyList<InteractionRow>> ByTimeAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (from, before) in Ranges())
        {
            RecordCursor? place = null;
            do
            {
                (var rows, place) = await ReadAsync(connection => Step(connection, from, before, place), cancellationToken).ConfigureAwait(false);
                yield return rows;
            }
            while (place is not null);
        }
    }

    private async Task<RecordPage> PageAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var snapshot = new ReadSnapshot(database);
        var featureNames = new FeatureNameQueries(snapshot);
        return await new RecordQueries(snapshot, new RollupQueries(snapshot, featureNames), featureNames, database.File.Orders).PageAsync(plan.WorkspaceId, query, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var snapshot = new ReadSnapshot(database);
        return read(await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false));
    }

    // Neighbouring days are one range. Null stands for the window's own bound.
    private IEnumerable<(long? From, long? Before)> Ranges()
    {
        if (plan.Days is not { } days)
        {
            return [(null, plan.Query.BeforeUnixNano)];
        }

        var ranges = new List<(long? From, long? Before)>();
        foreach (var day in days.Order())
        {
            var (from, before) = (day * UnixTime.NanosPerDay, (day + 1) * UnixTime.NanosPerDay);
            if (ranges is [.., var last] && last.Before == from)
            {
                ranges[^1] = (last.From, before);
            }
            else
            {
                ranges.Add((from, before));
            }
        }

        return _descending ? Enumerable.Reverse(ranges) : ranges;
    }

    // The records among the next index entries, and the last of those; null at the end.
    private (List<InteractionRow> Rows, RecordCursor? Place) Step(SqliteConnection connection, long? from, long? before, RecordCursor? place)
    {
        // The window's bounds stay among the conditions; where the walk is narrows one of them.
        var direction = _descending ? "DESC" : "ASC";
        var passed = QueryConditions.OnInteractions(plan.WorkspaceId, plan.Query.Window, UsageFilter.None, From(from, place), Before(before, place));
        RecordReader.Pass(passed, place, _descending);
        using var find = passed.ToCommand(
            connection,
            FormattableString.Invariant($"SELECT start_unix_nano, i.id FROM interactions i INDEXED BY ix_interactions_time WHERE %where% ORDER BY start_unix_nano {direction}, i.id {direction} LIMIT 1 OFFSET {MostPerStep - 1}"));
        var end = ReadPlace(find);

        var conditions = RecordQueries.Conditions(
            connection,
            plan.WorkspaceId,
            plan.Query,
            plan.Names,
            _descending ? end?.At ?? from : From(from, place),
            _descending ? Before(before, place) : end?.At + 1 ?? before);
        RecordReader.Pass(conditions, place, _descending);
        conditions.And("i.id <= $last_id", "$last_id", plan.LastId);
        if (end is not null)
        {
            conditions.And(_descending ? "(start_unix_nano > $end OR i.id >= $end_id)" : "(start_unix_nano < $end OR i.id <= $end_id)", "$end", end.At);
            conditions.AddParameter("$end_id", end.Id);
        }

        using var read = conditions.ToCommand(connection, $"SELECT {RecordSql.Columns} FROM interactions i INDEXED BY ix_interactions_time WHERE %where% ORDER BY i.start_unix_nano {direction}, i.id {direction}");
        return (RecordReader.ReadRows(read, plan.Names), end);
    }

    private long? From(long? from, RecordCursor? place) => _descending ? from : place?.At ?? from;

    private long? Before(long? before, RecordCursor? place) => _descending ? place?.At + 1 ?? before : before;

    private static RecordCursor? ReadPlace(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? new RecordCursor(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }
}
