using System.Diagnostics;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Measures;
using AiInstrument.Collector.Forecasting;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>Times the queries of the dashboard's pages and of the JSON API, by name.</summary>
internal sealed class QueryTimes(CollectorDatabase database)
{
    private const int MostRuns = 40;
    private const int FewestRuns = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // Of both kinds of traffic; number 3 is among the frequent ones where some are more frequent than others.
    private static readonly (string Name, UsageFilter Filter)[] s_filters =
    [
        ("a feature", new() { Feature = "ticket.feature3" }),
        ("a model", new() { Model = "gpt-4o-2024-11-20" }),
        ("a route", new() { EntryPoint = "POST /tickets/{id}/action3" }),
        ("a category", new() { Category = "summarization" }),
        ("an organization", new() { Organization = "org-3" }),
        ("a user", new() { User = "user-3" }),
        ("a project", new() { Project = "project-3" }),
        ("a feature and a model", new() { Feature = "ticket.feature3", Model = "claude-haiku-4-5-20251001" }),
        ("a feature and an organization", new() { Feature = "ticket.feature3", Organization = "org-3" }),
        ("a model and an organization", new() { Model = "gpt-4o-2024-11-20", Organization = "org-3" }),
        ("a model and a category", new() { Model = "gpt-4o-2024-11-20", Category = "summarization" }),
        ("an organization and a project", new() { Organization = "org-3", Project = "project-3" }),
        ("a user and a feature", new() { User = "user-3", Feature = "ticket.feature3" }),
    ];

    private static readonly UsageDimension[] s_dimensions = Enum.GetValues<UsageDimension>();

    public async Task<IReadOnlyList<Time>> MeasureAsync()
    {
        var times = new List<Time>();
        var (id, trace) = await SomeRecordAsync();
        var wanted = Environment.GetEnvironmentVariable("AIINSTRUMENT_QUERIES") ?? "";
        foreach (var (name, query) in Queries(id, trace).Where(query => query.Name.Contains(wanted, StringComparison.Ordinal)))
        {
            times.Add(await MeasureAsync(name, query));
        }

        return times;
    }

    private async Task<Time> MeasureAsync(string name, Func<IUsageQueries, Task> query)
    {
        // The first run compiles code.
        var runs = new List<double>();
        var processor = new List<double>();
        var start = Stopwatch.GetTimestamp();
        for (var run = -1; run < MostRuns && (run < FewestRuns || Stopwatch.GetElapsedTime(start) < s_patience); run++)
        {
            using var usage = new SqliteUsageQueries(database, WholeWorkspace.Instance);
            var begun = Stopwatch.GetTimestamp();
            var used = ThreadTime.Nanoseconds();
            var thread = Environment.CurrentManagedThreadId;
            await query(usage);
            if (run >= 0 && thread == Environment.CurrentManagedThreadId)
            {
                processor.Add((ThreadTime.Nanoseconds() - used) / 1e6);
            }

            if (run >= 0)
            {
                runs.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        runs.Sort();
        return new Time(name, runs[runs.Count / 2], runs[(int)Math.Ceiling(runs.Count * 0.95) - 1], processor.Count == 0 ? double.NaN : Rounds.Median(processor));
    }

    private async Task<(long Id, string Trace)> SomeRecordAsync()
    {
        using var connection = await database.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, lower(hex(trace_id)) FROM interactions WHERE id = (SELECT max(id) * 2 / 3 FROM interactions)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private static IEnumerable<(string Name, Func<IUsageQueries, Task> Query)> Queries(long id, string trace)
    {
        foreach (var period in UsageWindow.Periods)
        {
            _ = UsageWindow.TryParse(period, TimeProvider.System, out var of);
            yield return ($"totals, {period}", usage => usage.GetTotalsAsync(1, of, UsageFilter.None, default));
            yield return ($"timeline, {period}", usage => usage.GetTimelineAsync(1, of, UsageFilter.None, default));
            yield return ($"hours, {period}", usage => usage.GetHoursAsync(1, of, UsageFilter.None, default));
            yield return ($"flow, {period}", usage => usage.GetFlowAsync(1, of, UsageFilter.None, default));
            yield return ($"by user, {period}", usage => usage.GetBreakdownAsync(1, of, UsageFilter.None, UsageDimension.User, default));
        }

        _ = UsageWindow.TryParse("30d", TimeProvider.System, out var month);
        foreach (var dimension in s_dimensions)
        {
            yield return ($"by {dimension}", usage => usage.GetBreakdownAsync(1, month, UsageFilter.None, dimension, default));
            yield return ($"chart by {dimension}", usage => usage.GetSeriesAsync(1, month, UsageFilter.None, dimension, 6, default));
        }

        foreach (var (name, filter) in s_filters)
        {
            yield return ($"totals of {name}", usage => usage.GetTotalsAsync(1, month, filter, default));
            yield return ($"hours of {name}", usage => usage.GetHoursAsync(1, month, filter, default));
            yield return ($"flow of {name}", usage => usage.GetFlowAsync(1, month, filter, default));
            yield return ($"timeline of {name}", usage => usage.GetTimelineAsync(1, month, filter, default));
            foreach (var dimension in s_dimensions)
            {
                yield return ($"{dimension} of {name}", usage => usage.GetBreakdownAsync(1, month, filter, dimension, default));
            }

            yield return ($"chart by user of {name}", usage => usage.GetSeriesAsync(1, month, filter, UsageDimension.User, 6, default));
            yield return ($"hours of today of {name}", usage => usage.GetTimelineAsync(1, Today(), filter, default));
        }

        foreach (var (name, query) in Alerts())
        {
            yield return (name, query);
        }

        foreach (var (name, query) in CallSites(month))
        {
            yield return (name, query);
        }

        yield return ("quality", usage => usage.GetQualityAsync(1, month, UsageFilter.None, default));
        yield return ("quality by feature", usage => usage.GetQualityByAsync(1, month, UsageFilter.None, UsageDimension.Feature, default));
        yield return ("changes of builds", usage => usage.GetChangesAsync(1, DateTimeOffset.UtcNow, default));
        yield return ("coverage", usage => usage.GetCoverageAsync(1, month, default));
        yield return ("losses", usage => usage.GetLossesAsync(1, month, default));
        yield return ("record", usage => usage.GetRecordAsync(1, id, default));
        yield return ("records: newest", Records(query => query));
        foreach (var (name, filter) in s_filters)
        {
            yield return ($"records of {name}", Records(query => query with { Filter = filter }));
        }

        yield return ("records of a user who has few", Records(query => query with { Filter = new() { User = "user-4990" } }));
        yield return ("records of a user who has none", Records(query => query with { Filter = new() { User = "nobody" } }));
        yield return ("records: oldest", Records(query => query with { Sort = "time" }));
        yield return ("records: page 1,000", Records(query => query with { Page = 1000 }));
        yield return ("records: page 100,000", Records(query => query with { Page = 100_000 }));
        foreach (var sort in (string[])["-cost", "-input", "-output", "-duration", "model", "-feature"])
        {
            yield return ($"records by {sort}", Records(query => query with { Sort = sort }));
            yield return ($"records of a user by {sort}", Records(query => query with { Sort = sort, Filter = new() { User = "user-3" } }));
        }

        foreach (var status in (string[])["ok", "error", "cancelled", "unpriced", "estimated"])
        {
            yield return ($"records that are {status}", Records(query => query with { Status = status }));
        }

        yield return ("records, uncounted too", Records(query => query with { IncludeUncounted = true }));
        foreach (var text in (string[])["feature3", "user-4990", "session-1000", "chatcmpl-000000000000000000001000", "nothing at all", trace])
        {
            yield return ($"search: {(text == trace ? "a trace id" : text)}", Records(query => query with { Search = text }));
        }

        Func<IUsageQueries, Task> Records(Func<RecordQuery, RecordQuery> with) => usage => usage.GetRecordsAsync(1, with(new RecordQuery { Window = month }), default);
    }

    /// <summary>What the pages of call sites read. In the traffic site 4 is one of two of feature 2.</summary>
    private static IEnumerable<(string Name, Func<IUsageQueries, Task> Query)> CallSites(UsageWindow month)
    {
        var site = new UsageFilter { CallSite = $"{4:x16}" };
        yield return ("totals of a call site", usage => usage.GetTotalsAsync(1, month, site, default));
        yield return ("Model of a call site", usage => usage.GetBreakdownAsync(1, month, site, UsageDimension.Model, default));
        yield return ("hours of today of a call site", usage => usage.GetTimelineAsync(1, Today(), site, default));
        yield return ("totals of a call site of an organization", usage => usage.GetTotalsAsync(1, month, site with { Organization = "org-3" }, default));
        yield return ("records of a call site", usage => usage.GetRecordsAsync(1, new RecordQuery { Window = month, Filter = site }, default));
        yield return ("trends of 100 users", async usage =>
        {
            var users = await usage.GetBreakdownAsync(1, month, UsageFilter.None, UsageDimension.User, default).ConfigureAwait(false);
            await usage.GetSeriesAsync(1, month, UsageFilter.None, UsageDimension.User, [.. users.Take(100).Select(user => user.Name)], default).ConfigureAwait(false);
        }
        );
    }

    /// <summary>What an evaluation reads for a rule of each kind, and what the pages of forecasts read. A rate's first one of an hour reads its baseline too.</summary>
    private static IEnumerable<(string Name, Func<IUsageQueries, Task> Query)> Alerts()
    {
        IAlertMeasure[] measures = [new RateMeasure(), new CallQualityMeasure(), new UnpricedMeasure(), new CoverageMeasure(), new NoDataMeasure(), new LostSpansMeasure()];
        foreach (var measure in measures)
        {
            foreach (var kind in measure.Kinds)
            {
                foreach (var (whose, filter) in ((string, UsageFilter)[])[("all", UsageFilter.None), ("an organization", new() { Organization = "org-3" })])
                {
                    var rule = AlertTraits.Of(kind).Start with { Filter = filter };
                    yield return ($"alert {kind} of {whose}", usage => Read(measure, usage, rule));
                    if (measure is RateMeasure)
                    {
                        yield return ($"alert {kind} of {whose}, with its baseline", usage => Read(new RateMeasure(), usage, rule));
                    }
                }
            }
        }

        yield return ("forecast of all", usage => new Forecasts(usage, TimeProvider.System).GetTotalAsync(1, UsageFilter.None, default));
        yield return ("forecast by feature", usage => new Forecasts(usage, TimeProvider.System).GetByAsync(1, UsageFilter.None, UsageDimension.Feature, 20, default));
        yield return ("forecast by organization", usage => new Forecasts(usage, TimeProvider.System).GetByAsync(1, UsageFilter.None, UsageDimension.Organization, 20, default));

        static Task Read(IAlertMeasure measure, IUsageQueries usage, AlertRule rule) =>
            measure.ReadAsync(new AlertQuestion(1, rule, DateTimeOffset.UtcNow, usage, new Dictionary<string, AlertMemory>(StringComparer.Ordinal)), default);
    }

    private static UsageWindow Today()
    {
        _ = UsageWindow.TryParse("1d", TimeProvider.System, out var today);
        return today;
    }

    /// <summary>A query's name and its times in milliseconds; the processor time is that of its thread, which other programs do not add to.</summary>
    public sealed record Time(string Name, double Median, double P95, double Processor);
}
