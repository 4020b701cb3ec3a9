using System.Diagnostics;
using System.Globalization;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Benchmarks.Records;

/// <summary>
/// How long the orders of the records of a database take to be filled, and pages of the list of records in every order, alone and narrowed: the first page, one from its middle and the last.
/// <c>--data FOLDER</c> is changed: its rollups, lists and orders are filled. <c>--runs N</c> of each page, <c>--only TEXT</c> only orders and narrowings that contain it.
/// </summary>
internal static class RecordsCommand
{
    private const int Workspace = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        if (CommandOptions.Find(args, "--data") is not { } folder)
        {
            await Console.Error.WriteLineAsync("Usage: records --data FOLDER [--runs N] [--only TEXT]");
            return 2;
        }

        Report.Machine();
        var file = new DatabaseFile(folder, TimeSpan.FromSeconds(5));
        var newest = DateTimeOffset.UnixEpoch.AddTicks(Scalar(file, "SELECT max(start_unix_nano) FROM interactions") / 100);
        using var database = new CollectorDatabase(file, TimeProvider.System);
        await FillAsync(file, database, newest);
        var only = CommandOptions.Find(args, "--only") ?? "";
        var runs = int.Parse(CommandOptions.Find(args, "--runs") ?? "5", CultureInfo.InvariantCulture);
        var lists = Narrowings(file)
            .SelectMany(narrowing => RecordQuery.Sorts.SelectMany(sort => (string[])["-" + sort, sort]).Select(sort => (Name: $"{sort}, {narrowing.Name}", Query: narrowing.With(Query(newest) with { Sort = sort }))))
            .Where(list => list.Name.Contains(only, StringComparison.Ordinal))
            .ToList();
        Report.Table(
            $"records: processor milliseconds of a page of 50, {runs} of each (load {Report.Load()})",
            ["order and narrowing", "first", "middle", "last", "slowest", "records", "what it says"], []);
        var times = new List<double>();
        foreach (var (name, query) in lists)
        {
            var first = await MeasureAsync(database, query, runs);
            var middle = first.Page.Next is { } next ? await MeasureAsync(database, query with { After = Somewhere(file, next) }, runs) : first;
            var last = await MeasureAsync(database, query with { Back = new RecordCursor(query.IsByTime ? long.MaxValue - 1 : 0, long.MaxValue - 1, query.IsByTime ? null : 0) }, runs);
            var slowest = new[] { first, middle, last }.Max(page => page.Slowest);
            times.Add(slowest);
            Console.WriteLine(FormattableString.Invariant(
                $"| {name} | {Report.Number(first.Median)} | {Report.Number(middle.Median)} | {Report.Number(last.Median)} | {Report.Number(slowest)} | {first.Page.TotalCount:N0} | {Says(first.Page)} {Says(middle.Page)} |"));
        }

        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{times.Count(time => time <= 150)} of {times.Count} lists have no page above 150 ms; load at the end {Report.Load()}."));
        return 0;
    }

    private static async Task FillAsync(DatabaseFile file, CollectorDatabase database, DateTimeOffset newest)
    {
        var opening = Stopwatch.GetTimestamp();
        await database.GetPricesAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"opened in {Stopwatch.GetElapsedTime(opening).TotalSeconds:0.0} s"));
        using var opened = await OpenStore.StartAsync(database);
        var store = opened.Store;
        var steps = new List<double>();
        var filling = Stopwatch.GetTimestamp();
        var before = file.Bytes;
        for (; ; )
        {
            var step = Stopwatch.GetTimestamp();
            if (await store.FillRollupsAsync(UnixTime.Day(newest) - 1) == 0)
            {
                break;
            }

            steps.Add(Stopwatch.GetElapsedTime(step).TotalSeconds);
        }

        var all = Stopwatch.GetElapsedTime(filling).TotalSeconds;
        await store.StopAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant(
            $"filled in {steps.Count} steps, {all:0.0} s, the longest {steps.DefaultIfEmpty().Max():0.00} s; the file grew by {(file.Bytes - before) / 1e6:N0} MB (load {Report.Load()})"));
    }

    private static RecordQuery Query(DateTimeOffset newest) => new() { Window = new UsageWindow("all", null, DateOnly.FromDateTime(newest.UtcDateTime)), PageSize = 50 };

    private static IEnumerable<(string Name, Func<RecordQuery, RecordQuery> With)> Narrowings(DatabaseFile file)
    {
        var (model, feature, user) = (Name(file, "model", "DESC"), Name(file, "feature", "DESC"), Name(file, "user", "DESC"));
        yield return ("all", query => query);
        yield return ("7 days", query => query with { Window = new UsageWindow("7d", query.Window.ToDay.AddDays(-6), query.Window.ToDay) });
        yield return ("a model", query => query with { Filter = new UsageFilter { Model = model } });
        yield return ("a model and a feature", query => query with { Filter = new UsageFilter { Model = model, Feature = feature } });
        yield return ("a user", query => query with { Filter = new UsageFilter { User = user } });
        yield return ("a rare user", query => query with { Filter = new UsageFilter { User = Name(file, "user", "ASC") } });
        yield return ("errors", query => query with { Status = "error" });
        yield return ("from a tenth of a cent", query => query with { Narrowing = new() { MinCostNanoUsd = 1_000_000 } });
        yield return ("from 100 ms to 200 ms", query => query with { Narrowing = new() { MinDuration = TimeSpan.FromMilliseconds(100), MaxDuration = TimeSpan.FromMilliseconds(200) } });
        yield return ("tokens from 10,000, errors", query => query with { Status = "error", Narrowing = new() { MinTokens = 10_000 } });
        yield return ("a model, from a cent and 2 s", query => query with { Filter = new UsageFilter { Model = model }, Narrowing = new() { MinCostNanoUsd = 10_000_000, MinDuration = TimeSpan.FromSeconds(2) } });
    }

    private static async Task<(RecordPage Page, double Median, double Slowest)> MeasureAsync(CollectorDatabase database, RecordQuery query, int runs)
    {
        var times = new List<double>();
        RecordPage page = null!;
        for (var run = -1; run < runs; run++)
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            using var queries = new SqliteUsageQueries(database, WholeWorkspace.Instance);
            page = await queries.GetRecordsAsync(Workspace, query, CancellationToken.None);
            process.Refresh();
            if (run >= 0)
            {
                times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
            }
        }

        return (page, Rounds.Median(times), times.Max());
    }

    // A place in the middle of the values: that of a record from the middle.
    private static RecordCursor Somewhere(DatabaseFile file, RecordCursor next)
    {
        var id = Scalar(file, "SELECT id FROM interactions WHERE id >= (SELECT max(id) / 2 FROM interactions) LIMIT 1");
        return next.Value is null && next.At > id ? new(Scalar(file, FormattableString.Invariant($"SELECT start_unix_nano FROM interactions WHERE id = {id}")), id) : new(0, id);
    }

    private static string Says(RecordPage page) => string.Join(' ', [
        page.SortedAmong is { } among ? FormattableString.Invariant($"among {among:N0}") : null,
        page.Older is null ? null : "older",
        page.IsPartial ? FormattableString.Invariant($"partial {page.Items.Count}") : null,
        page.CountIsExact ? null : "at most"]);

    private static string Name(DatabaseFile file, string dimension, string direction)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT v.value FROM (SELECT {dimension}_id AS id, sum(calls) AS calls FROM usage_daily WHERE {dimension}_id <> 0 AND day >= (SELECT max(day) - 20 FROM usage_daily) GROUP BY 1) u
            JOIN dimension_values v ON v.id = u.id ORDER BY u.calls {direction}, v.id LIMIT 1
            """;
        return (string)command.ExecuteScalar()!;
    }

    private static long Scalar(DatabaseFile file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(DatabaseFile file)
    {
        var connection = new SqliteConnection(file.ConnectionString);
        connection.Open();
        return connection;
    }
}
