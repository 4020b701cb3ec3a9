using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Orders;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>Lists in every order, page by page, are what SQL says when it sorts all rows, whatever happened to the rows since they were put in order.</summary>
public sealed class RecordOrderTests
{
    private static readonly Actor Admin = new(Workspaces.DefaultId, "ada");

    // Everything that a collector does with many thousands, with a few.
    private static readonly OrderLimits Small = new() { Part = 60, Newest = 12, Chunk = 7, Run = 9, Changed = 14, Merged = 3, Whole = 15, Loose = 80, Looked = 60, Passed = 400, Scanned = 250 };

    private static readonly (string Sort, string Sql)[] Orders =
    [
        ("time", "start_unix_nano"), ("status", "status"), ("cost", "cost_nano_usd"), ("input", "input_tokens"), ("cached", "cached_input_tokens"), ("cacheWrite", "cache_write_tokens"),
        ("output", "output_tokens"), ("reasoning", "reasoning_tokens"), ("duration", "duration_nano"), ("firstToken", "time_to_first_token_nano"), ("attempt", "attempt"), ("streaming", "streaming"),
        ("price", "price_id"), ("model", Named("model")), ("requestModel", Named("request_model")), ("provider", Named("provider")), ("feature", Named("feature")), ("category", Named("category")),
        ("route", Named("entry_point")), ("organization", Named("organization")), ("user", Named("user")), ("project", Named("project")), ("callsite", Named("call_site")), ("service", Named("service")),
        ("operation", Named("operation")), ("error", Named("error_type")), ("finish", Named("finish_reason")), ("tier", Named("service_tier")),
    ];

    private static readonly (Func<RecordQuery, RecordQuery> With, string Sql)[] Narrowings =
    [
        (query => query, "1"),
        (query => query with { Filter = new UsageFilter { User = "u2" } }, Is("user", "u2")),
        (query => query with { Filter = new UsageFilter { Organization = "", Feature = "ticket.tag" } }, $"organization_id = 0 AND {Is("feature", "ticket.tag")}"),
        (query => query with { Status = "error" }, "status = 1"),
        (query => query with { Narrowing = new() { MinCostNanoUsd = 20_000_000 } }, "cost_nano_usd >= 20000000"),
        (query => query with { Narrowing = new() { MinDuration = TimeSpan.FromSeconds(1), MaxTokens = 150_000 } },
            "duration_nano >= 1000000000 AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL) AND coalesce(input_tokens, 0) + coalesce(output_tokens, 0) <= 150000"),
        (query => query with { Status = "ok", Filter = new UsageFilter { Provider = "openai" }, Narrowing = new() { MinTokens = 20_000, MaxDuration = TimeSpan.FromSeconds(60) } },
            $"status = 0 AND {Is("provider", "openai")} AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL) AND coalesce(input_tokens, 0) + coalesce(output_tokens, 0) >= 20000 AND duration_nano <= 60000000000"),
    ];

    private static PriceOverride Dear { get; } = new()
    {
        Provider = "openai",
        Pattern = "gpt-*",
        From = new DateOnly(2020, 1, 1),
        Tiers = new Dictionary<string, PriceSheet> { ["default"] = new() { Input = 2_000_000_000, Output = 10_000_000_000 } },
        Reason = "contract",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Seeds => new() { { 1, 0 }, { 2, 1 }, { 3, 2 }, { 4, 3 } };

    [Fact]
    public void Every_order_of_requests_is_looked_at() =>
        Assert.Equal([.. RecordQuery.Sorts.Except(["response", "document", "session"]).Order(StringComparer.Ordinal)], Orders.Select(order => order.Sort).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Pages_of_every_order_hold_what_sql_sorts(int seed, int part)
    {
        await using var collector = await StartAsync(seed);

        // A part of the orders each: all of them would take long.
        foreach (var (sort, sql) in Orders.Where((_, place) => place % Seeds.Count == part))
        {
            foreach (var (with, condition) in Narrowings)
            {
                await CompareAsync(collector, sort, sql, with, condition);
            }
        }
    }

    [Fact]
    public async Task What_is_corrected_priced_again_sorted_again_purged_and_removed_stays_in_order()
    {
        await using var collector = await StartAsync(seed: 9);
        var looks = 0;

        // Logs that say more of calls that are in order already.
        var spans = (string)(await collector.SqlAsync("SELECT group_concat(hex(trace_id) || ' ' || span_id) FROM (SELECT trace_id, span_id FROM interactions WHERE input_tokens IS NULL ORDER BY id LIMIT 8)"))!;
        foreach (var span in spans.Split(',').Select(span => span.Split(' ')))
        {
            var record = new DecodedLogRecord
            {
                Scope = new() { Name = "logs" },
                EventName = "gen_ai.client.inference.operation.details",
                TraceId = UInt128.Parse(span[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                SpanId = unchecked((ulong)long.Parse(span[1], CultureInfo.InvariantCulture)),
                TimeUnixNano = 1,
            };
            foreach (var (key, value) in Spans.Make("", TestCollector.Noon, ("gen_ai.usage.input_tokens", 123_456L)).Attributes)
            {
                record.Attributes.Set(key, value);
            }

            await collector.SendAsync(record);
        }

        Assert.InRange((long)(await collector.SqlAsync("SELECT count(*) FROM record_order_changes"))!, 1, Small.Changed);
        await LookAsync();
        await collector.FillRollupsAsync();
        Assert.InRange((long)(await collector.SqlAsync("SELECT count(*) FROM record_order_changes"))!, 0, Small.Changed / 2);
        await LookAsync();

        // New prices for more records than are noted one by one.
        await collector.Prices.SaveOverrideAsync(Admin, Dear, Cancel);
        await collector.Repricing.StartAsync(Admin, null, null, Cancel);
        await collector.Repricing.RunOnceAsync(Cancel);
        Assert.NotEqual(0L, await collector.SqlAsync("SELECT count(*) FROM record_parts WHERE listed = 0"));
        var meanwhile = await collector.RecordsAsync(query => query with { Sort = "-cost" });
        Assert.Equal(Small.Whole, meanwhile.SortedAmong);
        await collector.FillRollupsAsync();
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM record_parts WHERE listed = 0"));
        await LookAsync();

        await collector.Contents.PurgeAsync(Admin, "o1", everything: true, Cancel);
        Assert.NotEqual(0L, await collector.SqlAsync("SELECT count(*) FROM record_parts WHERE listed = 0"));
        await collector.FillRollupsAsync();
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM record_parts WHERE listed = 0"));
        await LookAsync();

        var today = UnixTime.Day(TestCollector.Noon);
        while (await collector.ExpireAsync(new RetentionPolicy { Days = 3 }, today) > 0)
        {
            // Some at a time.
        }

        Assert.Equal(0L, await collector.SqlAsync($"SELECT count(*) FROM record_parts WHERE day <= {today - 3}"));
        await LookAsync();

        // Nothing is left, so that ids begin anew.
        while (await collector.ExpireAsync(new RetentionPolicy { Days = 3 }, today + 30) > 0)
        {
            // Some at a time.
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM record_order_chunks"));
        Assert.Null(await collector.SqlAsync(RecordOrders.Through));
        Assert.Equal(7, looks + 2);

        async Task LookAsync()
        {
            looks++;
            foreach (var (sort, sql) in Orders.Where(order => order.Sort is "cost" or "input" or "price" or "model" or "firstToken" or "status"))
            {
                await CompareAsync(collector, sort, sql, query => query, "1");
                await CompareAsync(collector, sort, sql, Narrowings[^1].With, Narrowings[^1].Sql);
            }
        }
    }

    [Theory]
    [InlineData("-cost")]
    [InlineData("duration")]
    [InlineData("-cached")]
    [InlineData("user")]
    [InlineData("-time")]
    public async Task What_arrives_between_two_pages_moves_nothing(string sort)
    {
        await using var collector = await StartAsync(seed: 5);
        var there = Ids(await collector.SqlAsync("SELECT group_concat(id) FROM interactions WHERE counted = 1"));
        var traffic = Near(new RandomTraffic(77).Calls(200), 77);
        var seen = new List<long>();
        RecordCursor? place = null;
        do
        {
            var page = await collector.RecordsAsync(query => query with { Sort = sort, PageSize = 20, After = place });
            seen.AddRange(page.Items.Select(row => row.Id));
            place = page.Next;
            await collector.SendAsync(traffic.GetRange(0, Math.Min(11, traffic.Count)));
            traffic.RemoveRange(0, Math.Min(11, traffic.Count));
            await collector.FillRollupsAsync();
        }
        while (place is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(there.Except(seen));
    }

    [Fact]
    public async Task An_export_has_the_order_of_the_list_however_long_it_is()
    {
        await using var collector = await StartAsync(seed: 6);
        foreach (var (sort, sql) in Orders.Where(order => order.Sort is "cost" or "user" or "cached" or "finish" or "time"))
        {
            foreach (var (with, condition) in new[] { Narrowings[0], Narrowings[4], Narrowings[6] })
            {
                var query = with(new RecordQuery { Window = collector.Window("all"), Sort = "-" + sort });
                var walk = await collector.Queries.WalkRecordsAsync(Workspaces.DefaultId, query, Cancel);
                var ids = new List<long>();
                await foreach (var step in walk.Steps)
                {
                    ids.AddRange(step.Select(row => row.Id));
                }

                Assert.True(walk.InOrder);
                Assert.Equal(await SortedAsync(collector, sql, condition, "DESC"), ids);
                Assert.Equal(ids.Count, walk.Total ?? ids.Count);
            }
        }
    }

    [Fact]
    public async Task Members_see_their_own_in_every_order_and_no_number_of_others()
    {
        await using var collector = await StartAsync(seed: 7);
        using var queries = collector.QueriesOf(UsageAudience.Of(["o2"]));
        foreach (var sort in (string[])["-cost", "duration", "user", "-tier", "-time"])
        {
            foreach (var narrowing in (RecordNarrowing[])[RecordNarrowing.None, new() { MinCostNanoUsd = 1 }])
            {
                var own = await SortedAsync(collector, Orders.Single(order => order.Sort == sort.TrimStart('-')).Sql, $"{Is("organization", "o2")} AND {(narrowing == RecordNarrowing.None ? "1" : "cost_nano_usd >= 1")}", sort[0] == '-' ? "DESC" : "ASC");
                var query = new RecordQuery { Window = collector.Window("all"), Sort = sort, Narrowing = narrowing, PageSize = 10 };
                var seen = new List<long>();
                RecordCursor? place = null;
                do
                {
                    var page = await queries.GetRecordsAsync(Workspaces.DefaultId, query with { After = place }, Cancel);
                    Assert.All(page.Items, row => Assert.Equal("o2", row.Organization));
                    Assert.InRange(page.TotalCount, own.Count, (await SortedAsync(collector, "id", Is("organization", "o2"), "ASC")).Count);
                    seen.AddRange(page.Items.Select(row => row.Id));
                    place = page.Next;
                }
                while (place is not null);
                Assert.Equal(own, seen);
            }
        }
    }

    [Fact]
    public async Task A_record_finds_its_neighbours_in_every_order()
    {
        await using var collector = await StartAsync(seed: 8);
        foreach (var (sort, sql) in Orders.Where(order => order.Sort is "cost" or "user" or "cached" or "time"))
        {
            var sorted = await SortedAsync(collector, sql, "1", "DESC");
            var query = new RecordQuery { Window = collector.Window("all"), Sort = "-" + sort, PageSize = 1 };
            for (var place = 1; place + 1 < sorted.Count; place += 29)
            {
                var record = (await collector.Queries.GetRecordAsync(Workspaces.DefaultId, sorted[place], Cancel))!;
                Assert.Equal(sorted[place + 1], Assert.Single((await collector.RecordsAsync(_ => query with { After = query.CursorOf(record) })).Items).Id);
                Assert.Equal(sorted[place - 1], Assert.Single((await collector.RecordsAsync(_ => query with { Back = query.CursorOf(record) })).Items).Id);
            }
        }
    }

    [Theory]
    [InlineData("5-7", 5, 7, null)]
    [InlineData("5-7_-9223372036854775808", 5, 7, long.MinValue)]
    [InlineData("0-1_22", 0, 1, 22L)]
    public void A_place_is_read_as_it_is_written(string text, long at, long id, long? value)
    {
        Assert.Equal(new RecordCursor(at, id, value), RecordCursor.Parse(text));
        Assert.Equal(text, new RecordCursor(at, id, value).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5-7_")]
    [InlineData("5-7_1_2")]
    [InlineData("5-7-9")]
    [InlineData("-5-7")]
    [InlineData("a-b_c")]
    public void Anything_else_is_no_place(string? text) => Assert.Null(RecordCursor.Parse(text));

    // Days with more and with fewer records than a part has, late ones, and some that are in no part yet.
    private static async Task<TestCollector> StartAsync(int seed)
    {
        var collector = await TestCollector.StartAsync(orders: Small);
        var calls = Near(new RandomTraffic(seed).Calls(330), seed);
        foreach (var batch in calls.Take(300).Chunk(25))
        {
            await collector.SendAsync([.. batch]);
            await collector.FillRollupsAsync();
        }

        await collector.SendAsync(calls[300..]);
        Assert.NotEqual(0L, await collector.SqlAsync("SELECT count(*) FROM record_order_chunks"));
        return collector;
    }

    private static List<DecodedSpan> Near(List<DecodedSpan> calls, int seed)
    {
        var random = new Random(seed);
        foreach (var call in calls)
        {
            var duration = random.Next(4) == 0 ? 1_000_000_000 : call.EndUnixNano - call.StartUnixNano;
            call.StartUnixNano = (ulong)(TestCollector.Noon.AddSeconds(-random.Next(0, random.Next(3) == 0 ? 6 * 86_400 : 86_400)) - DateTimeOffset.UnixEpoch).Ticks * 100;
            call.EndUnixNano = call.StartUnixNano + duration;
        }

        return calls;
    }

    private static async Task CompareAsync(TestCollector collector, string sort, string sql, Func<RecordQuery, RecordQuery> with, string condition)
    {
        foreach (var direction in (string[])["DESC", "ASC"])
        {
            var expected = await SortedAsync(collector, sql, condition, direction);
            var query = with(new RecordQuery { Window = collector.Window("all"), Sort = direction == "DESC" ? "-" + sort : sort, PageSize = 40 });
            var pages = new List<RecordPage>();
            RecordCursor? place = null;
            do
            {
                pages.Add(await collector.RecordsAsync(_ => query with { After = place }));
                place = pages[^1].Next;
                var page = pages[^1];
                Assert.Null(page.SortedAmong);
                Assert.Null(page.Older);
                Assert.True(page.IsPartial || page.Next is null || page.Items.Count == query.PageSize, $"{sort} {direction} {condition}");
                Assert.True(page.CountIsExact ? page.TotalCount == expected.Count : page.TotalCount >= expected.Count, $"{sort} {direction} {condition}: {page.TotalCount} for {expected.Count}");
            }
            while (place is not null && pages.Count < 200);

            var shown = pages.SelectMany(page => page.Items).Select(row => row.Id).ToList();
            Assert.True(expected.SequenceEqual(shown), $"{sort} {direction} {condition}: expected {string.Join(' ', expected)}\nshown {string.Join(' ', shown)}");

            // And back from the end.
            var back = new List<long>();
            for (var last = pages.FindLast(page => page.Previous is not null); last?.Previous is { } previous;)
            {
                last = await collector.RecordsAsync(_ => query with { Back = previous });
                if (last.Previous is null)
                {
                    // What is left is less than a page: it is the first one again.
                    Assert.Equal(expected.Take(last.Items.Count), last.Items.Select(row => row.Id));
                    Assert.True(back is not [var first, ..] || expected.IndexOf(first) <= query.PageSize);
                    break;
                }

                back.InsertRange(0, last.Items.Select(row => row.Id));
            }

            Assert.True(IsWithin(expected, back), $"{sort} {direction} {condition}: {string.Join(' ', back)} is no part of {string.Join(' ', expected)}");
        }
    }

    private static bool IsWithin(List<long> all, List<long> some) => some.Count == 0 || (all.IndexOf(some[0]) is >= 0 and var at && all.Skip(at).Take(some.Count).SequenceEqual(some));

    private static async Task<List<long>> SortedAsync(TestCollector collector, string sql, string condition, string direction) => Ids(await collector.SqlAsync(
        $"SELECT group_concat(id) FROM (SELECT id FROM interactions WHERE counted = 1 AND start_unix_nano / 86400000000000 >= coalesce(({Retention.KeptFrom}), 0) AND {condition} ORDER BY {sql} {direction}, start_unix_nano {direction}, id {direction})"));

    private static List<long> Ids(object? list) => list is string ids ? [.. ids.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture))] : [];

    private static string Named(string dimension) => $"(SELECT value FROM dimension_values v WHERE v.id = interactions.{dimension}_id)";

    private static string Is(string dimension, string value) => $"{Named(dimension)} = '{value}'";
}
