using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class RecordTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> HostileTexts { get; } =
    [
        "o'brien", "\"quoted\"", "100%", "a_b", "back\\slash", "😀🏴‍☠️", "İstanbul ığüşöç", "<script>alert(1)</script>", "'; DROP TABLE interactions; --", "line\nfeed\ttab", "nul\0byte", "\0", "%", "_", "\\",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_texts_are_stored_filtered_and_found_as_they_are(string text)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Spans.Chat(("aiinstrument.feature.id", text), ("user.id", text), ("acme.note", text)), Spans.Chat(("aiinstrument.feature.id", "plain"), ("user.id", "axb")));

        var filtered = await collector.RecordsAsync(query => query with { Filter = new UsageFilter { Feature = text } });
        var row = Assert.Single(filtered.Items);
        Assert.Equal((text, text), (row.Feature, row.User));
        Assert.Equal(1, (await collector.TotalsAsync("30d", new UsageFilter { User = text })).Calls);
        var detail = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, Cancel);
        Assert.Equal(text, detail!.Attributes.Single(attribute => attribute.Key == "acme.note").Value);

        var found = await collector.RecordsAsync(query => query with { Search = text });
        Assert.Equal(row.Id, Assert.Single(found.Items).Id);
    }

    [Fact]
    public async Task Streamed_calls_share_their_attributes_whenever_their_first_tokens_came()
    {
        await using var collector = await TestCollector.StartAsync();
        (string Key, object Value, string Text)[] sent =
        [
            ("gen_ai.response.time_to_first_chunk", 0.4123456, "0.4123456"), ("gen_ai.response.time_to_first_chunk", 0.1, "0.1"), ("gen_ai.response.time_to_first_chunk", 2.0, "2"),
            ("gen_ai.response.time_to_first_chunk", 7L, "7"), ("gen_ai.response.time_to_first_chunk", 0.0, "0"),

            // Not in hundreds of nanoseconds: kept as it was sent.
            ("gen_ai.response.time_to_first_chunk", 0.12345678901, "0.12345678901"),
        ];
        await collector.SendAsync([.. sent.Select(call => Spans.Chat((call.Key, call.Value)))]);

        var page = await collector.RecordsAsync(query => query with { Sort = "firstToken" });
        var shown = new List<string>();
        foreach (var row in page.Items)
        {
            var record = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, Cancel);
            shown.Add(record!.Attributes.Single(attribute => attribute.Key == "gen_ai.response.time_to_first_chunk").Value);
        }

        Assert.Equal(sent.Select(call => call.Text).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Equal(2L, await collector.SqlAsync("SELECT count(*) FROM attribute_sets"));
    }

    [Fact]
    public async Task A_text_of_100_KB_is_cut_and_found_by_what_was_sent()
    {
        await using var collector = await TestCollector.StartAsync();
        var text = string.Concat(Enumerable.Repeat("%_'\\😀", 20_000));
        await collector.SendAsync(Spans.Chat(("user.id", text), ("acme.note", text)));

        Assert.Equal(1, (await collector.TotalsAsync("1d", new UsageFilter { User = text })).Calls);
        Assert.Equal(1, (await collector.RecordsAsync(query => query with { Search = text })).TotalCount);
        Assert.InRange((await collector.OnlyRecordAsync()).User!.Length, 511, 512);
    }

    [Fact]
    public async Task Half_a_character_is_stored_as_the_replacement_character()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(("user.id", "a\ud83d"), ("acme.note", "b\ude00")), Spans.Chat(("user.id", "a\ud800")));

        Assert.Equal(2, (await collector.TotalsAsync("1d", new UsageFilter { User = "a\ufffd" })).Calls);
        var page = await collector.RecordsAsync(query => query with { Sort = "time" });
        var detail = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, page.Items[0].Id, Cancel);
        Assert.Equal("b\ufffd", detail!.Attributes.Single(attribute => attribute.Key == "acme.note").Value);
    }

    [Theory]
    [InlineData("gpt-4o", 1)]
    [InlineData("CLAUDE", 1)]
    [InlineData("ticket.", 2)]
    [InlineData("digest", 1)]
    [InlineData("anthropic", 1)]
    [InlineData("org-7", 1)]
    [InlineData("user-7", 1)]
    [InlineData("project-7", 1)]
    [InlineData("document-7", 1)]
    [InlineData("session-7", 1)]
    [InlineData("chatcmpl-", 1)]
    [InlineData("rate_limit", 1)]
    [InlineData("0000000000001234", 1)]
    [InlineData("  gpt-4o  ", 1)]
    [InlineData("secret-attribute", 0)]
    [InlineData("%", 0)]
    [InlineData("ticket_tag", 0)]
    public async Task Search_looks_at_dimensions_ids_and_errors(string search, long expected)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Spans.Make(
                "chat", new UInt128(0x1234, 5), 5, TestCollector.Noon, new() { Name = "AiInstrument" }, "support",
                ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.id", "chatcmpl-9"),
                ("aiinstrument.feature.id", "ticket.summarize"), ("aiinstrument.entry_point", "nightly-digest"), ("acme.note", "secret-attribute")),
            Spans.Make(
                "chat", new UInt128(0x9999, 6), 6, TestCollector.Noon, new() { Name = "AiInstrument" }, "support",
                ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-4-5"), ("aiinstrument.feature.id", "ticket.tag"),
                ("aiinstrument.organization.id", "org-7"), ("user.id", "user-7"), ("aiinstrument.project.id", "project-7"), ("aiinstrument.document.id", "document-7"),
                ("session.id", "session-7"), ("error.type", "rate_limit_error"), ("aiinstrument.outcome", "error")));

        var page = await collector.RecordsAsync(query => query with { Search = search });

        Assert.Equal(expected, page.TotalCount);
        Assert.Equal(expected, page.Items.Count);
        Assert.Equal(expected, page.Totals.Calls);
    }

    [Theory]
    [InlineData(null, "cab")]
    [InlineData("-time", "cab")]
    [InlineData("time", "bac")]
    [InlineData("cost", "abc")]
    [InlineData("-cost", "cba")]
    [InlineData("input", "abc")]
    [InlineData("-output", "bca")]
    [InlineData("duration", "acb")]
    [InlineData("model", "cab")]
    [InlineData("-feature", "abc")]
    [InlineData("id; DROP TABLE interactions", "bac")]
    public async Task Records_are_sorted_by_known_columns_only(string? sort, string expected)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Call("a", minutesAgo: 20, input: 1, output: 1, seconds: 1, model: "gpt-4o-mini", feature: "z"),
            Call("b", minutesAgo: 30, input: 2, output: 30, seconds: 3, model: "gpt-5.4-mini", feature: "y"),
            Call("c", minutesAgo: 10, input: 1000, output: 2, seconds: 2, model: "claude-sonnet-4-5", feature: "x"));

        var page = await collector.RecordsAsync(query => query with { Sort = sort });

        Assert.Equal(expected, string.Concat(page.Items.Select(row => row.User)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_by_time_go_through_days_listed_and_not_with_every_narrowing(bool listed)
    {
        await using var collector = await TestCollector.StartAsync();
        var calls = new RandomTraffic(21).Calls(500);
        await collector.SendAsync(calls[..400]);
        if (listed)
        {
            await collector.FillRollupsAsync();
        }

        await collector.SendAsync(calls[400..]);
        foreach (var status in (string?[])[null, "ok", "error", "cancelled", "unpriced", "estimated"])
        {
            foreach (var filter in (UsageFilter[])[UsageFilter.None, new() { User = "u2" }, new() { User = "u2", Feature = "ticket.tag" }, new() { Model = "acme-1", Organization = "" }])
            {
                foreach (var sort in (string[])["time", "-time", "-cost"])
                {
                    var whole = await collector.RecordsAsync(query => query with { Filter = filter, Status = status, Sort = "time", PageSize = 200 });
                    var second = await collector.RecordsAsync(query => query with { Filter = filter, Status = status, Sort = "time", PageSize = 200, Page = 2 });
                    var expected = whole.Items.Concat(second.Items).ToList();
                    var all = await collector.RecordsAsync(query => query with { IncludeUncounted = true, Filter = filter, Status = status, Sort = "time", PageSize = 200 });
                    Assert.Equal(all.Items.Where(row => row.Counted).Select(row => row.Id), expected.Select(row => row.Id).Where(id => all.Items.Any(row => row.Id == id)));
                    Assert.Equal(whole.TotalCount, whole.Totals.Calls);
                    var seen = new List<InteractionRow>();
                    for (var number = 1; seen.Count < Math.Min(whole.TotalCount, 400); number++)
                    {
                        var page = await collector.RecordsAsync(query => query with { Filter = filter, Status = status, Sort = sort, PageSize = 40, Page = number });
                        Assert.NotEmpty(page.Items);
                        seen.AddRange(page.Items);
                    }

                    Assert.Equal(seen.Count, seen.Select(row => row.Id).Distinct().Count());
                    Assert.Equal(
                        sort switch
                        {
                            "time" => seen.OrderBy(row => row.Start).ThenBy(row => row.Id),
                            "-time" => seen.OrderByDescending(row => row.Start).ThenByDescending(row => row.Id),
                            _ => seen.OrderByDescending(row => row.CostNanoUsd ?? -1).ThenByDescending(row => row.Start).ThenByDescending(row => row.Id),
                        },
                        seen);
                }
            }
        }
    }

    [Fact]
    public async Task Of_very_many_records_the_newest_are_searched_and_sorted_and_the_page_says_how_far()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddDays(-2), ("user.id", "early"), ("gen_ai.usage.input_tokens", 999_999L)));
        foreach (var hour in Enumerable.Range(1, 11))
        {
            await collector.SendAsync([.. Enumerable.Range(0, 1000).Select(number => Spans.ChatAt(TestCollector.Noon.AddHours(-hour).AddSeconds(number)))]);
        }

        var newest = await collector.RecordsAsync(query => query with { Search = "early" });
        Assert.Empty(newest.Items);
        var older = await collector.RecordsAsync(query => query with { Search = "early", Before = newest.Older });
        Assert.Equal(("early", (DateTimeOffset?)null), (Assert.Single(older.Items).User, older.Older));
        var trace = (await collector.Queries.GetRecordAsync(Workspaces.DefaultId, older.Items[0].Id, Cancel))!.TraceId;
        Assert.Equal(older.Items[0].Id, Assert.Single((await collector.RecordsAsync(query => query with { Search = trace })).Items).Id);

        var sorted = await collector.RecordsAsync(query => query with { Sort = "-response" });
        Assert.Equal((11_001L, 10_000L), (sorted.TotalCount, sorted.SortedAmong));
        var whole = await collector.RecordsAsync(query => query with { Sort = "-input" });
        Assert.Equal((11_001L, (long?)null, "early"), (whole.TotalCount, whole.SortedAmong, whole.Items[0].User));
        var narrowed = await collector.RecordsAsync(query => query with { Sort = "-response", Filter = new UsageFilter { User = "early" } });
        Assert.Equal((1, (long?)null), (narrowed.Items.Count, narrowed.SortedAmong));
    }

    [Fact]
    public async Task Pages_cover_every_row_once()
    {
        await using var collector = await TestCollector.StartAsync();

        // All at one instant: only the id can tell them apart.
        await collector.SendAsync([.. Enumerable.Range(0, 23).Select(_ => Spans.ChatAt(TestCollector.Noon))]);

        var seen = new List<long>();
        for (var number = 1; number <= 4; number++)
        {
            var page = await collector.RecordsAsync(query => query with { Page = number, PageSize = 10 });
            Assert.Equal(23, page.TotalCount);
            Assert.Equal(23, page.Totals.Calls);
            seen.AddRange(page.Items.Select(row => row.Id));
        }

        Assert.Equal(23, seen.Count);
        Assert.Equal(23, seen.Distinct().Count());
        Assert.Single((await collector.RecordsAsync(query => query with { Page = -5, PageSize = 0 })).Items);
    }

    [Theory]
    [InlineData("ok", 3)]
    [InlineData("error", 1)]
    [InlineData("cancelled", 1)]
    [InlineData("unpriced", 1)]
    [InlineData("estimated", 1)]
    [InlineData("nonsense", 5)]
    [InlineData(null, 5)]
    public async Task Records_are_narrowed_by_status(string? status, long expected)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Spans.Chat(),
            Spans.Chat(("aiinstrument.outcome", "error")),
            Spans.Chat(("aiinstrument.outcome", "abandoned")),
            Spans.Chat(("gen_ai.request.model", "acme-1"), ("gen_ai.response.model", null)),
            Spans.Chat(("aiinstrument.usage.estimated", true)));

        Assert.Equal(expected, (await collector.RecordsAsync(query => query with { Status = status })).TotalCount);
    }

    [Fact]
    public async Task A_record_explains_its_cost_to_the_last_token()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(
            ("gen_ai.provider.name", "anthropic"),
            ("gen_ai.response.model", "claude-sonnet-4-5"),
            ("gen_ai.usage.cache_read.input_tokens", 200L),
            ("gen_ai.usage.cache_write.input_tokens", 400L),
            ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 100L),
            ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 300L),
            ("gen_ai.usage.output_tokens", 50L)));

        var record = await collector.OnlyRecordAsync();

        Assert.Equal(3_735_000, record.CostNanoUsd);
        Assert.Equal(
            [
                new CostLine("cached input", 200, 300_000_000),
                new CostLine("cache write (1 h)", 100, 6_000_000_000),
                new CostLine("cache write", 300, 3_750_000_000),
                new CostLine("input", 400, 3_000_000_000),
                new CostLine("output", 50, 15_000_000_000),
            ],
            record.CostLines);
        Assert.Equal("anthropic claude-sonnet-4-5, claude-sonnet-4-5-20250929, from 2020-01-01 (public list prices read 2026-11-21)", record.PriceDescription);
        Assert.Equal(record.CostNanoUsd, record.CostLines.Sum(line => line.Tokens * line.NanoUsdPerMillion) / 1_000_000);
    }

    [Fact]
    public async Task An_unpriced_record_has_no_cost_and_is_listed_by_its_model()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(("gen_ai.request.model", "acme-1"), ("gen_ai.response.model", null)), Spans.Chat());

        var group = Assert.Single(await collector.Queries.GetUnpricedModelsAsync(Workspaces.DefaultId, collector.Window(), Cancel));
        Assert.Equal(("acme-1", 1L, 1100L, 0L), (group.Name, group.Totals.UnpricedCalls, group.Totals.UnpricedTokens, group.Totals.CostNanoUsd));
        var row = Assert.Single((await collector.RecordsAsync(query => query with { Status = "unpriced" })).Items);
        Assert.Null(row.CostNanoUsd);
        var record = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, Cancel);
        Assert.Empty(record!.CostLines);
        Assert.Null(record.PriceDescription);
    }

    [Fact]
    public async Task A_record_shows_everything_that_was_sent_but_content()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Make(
            "chat", UInt128.MaxValue, ulong.MaxValue, TestCollector.Noon, new() { Name = "acme.scope" }, "support",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.input.messages", "the prompt"),
            ("acme.flag", true),
            ("acme.list", new[] { "a", "b" }),
            ("acme.long", new string('x', 2000))));

        var record = await collector.OnlyRecordAsync();

        Assert.Equal((new string('f', 32), new string('f', 16), null), (record.TraceId, record.SpanId, record.ParentSpanId));
        Assert.Equal(("acme.scope", "gpt-4o", null), (record.ScopeName, record.RequestModel, record.ResponseModel));
        Assert.Equal(
            [
                KeyValuePair.Create("acme.flag", "true"),
                KeyValuePair.Create("acme.list", """["a","b"]"""),
                KeyValuePair.Create("acme.long", new string('x', 2000)),
                KeyValuePair.Create("gen_ai.operation.name", "chat"),
                KeyValuePair.Create("gen_ai.request.model", "gpt-4o"),
            ],
            record.Attributes);
    }

    [Fact]
    public async Task A_record_of_another_workspace_is_not_shown()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat());
        var id = (await collector.OnlyRecordAsync()).Id;

        Assert.Null(await collector.Queries.GetRecordAsync(2, id, Cancel));
        Assert.Null(await collector.Queries.GetRecordAsync(Workspaces.DefaultId, id + 1, Cancel));
    }

    [Fact]
    public async Task A_window_of_one_day_is_shown_by_hours_and_all_time_from_the_first_day_with_data()
    {
        await using var collector = await TestCollector.StartAsync();
        var empty = await collector.Queries.GetTimelineAsync(Workspaces.DefaultId, collector.Window("all"), UsageFilter.None, Cancel);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), Assert.Single(empty).Start);
        await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddHours(-2)), Spans.ChatAt(TestCollector.Noon.AddDays(-99)));

        var day = await collector.Queries.GetTimelineAsync(Workspaces.DefaultId, collector.Window("1d"), UsageFilter.None, Cancel);
        Assert.Equal(24, day.Count);
        Assert.Equal(10, Assert.Single(day, bucket => bucket.Totals.Calls > 0).Start.Hour);
        var all = await collector.Queries.GetTimelineAsync(Workspaces.DefaultId, collector.Window("all"), UsageFilter.None, Cancel);
        Assert.Equal(100, all.Count);
        Assert.Equal(1, all[0].Totals.Calls);
    }

    private static AiInstrument.Collector.Decoding.DecodedSpan Call(string user, int minutesAgo, long input, long output, int seconds, string model, string feature)
    {
        var span = Spans.ChatAt(
            TestCollector.Noon.AddMinutes(-minutesAgo),
            ("user.id", user),
            ("gen_ai.provider.name", model.StartsWith("claude", StringComparison.Ordinal) ? "anthropic" : "openai"),
            ("gen_ai.response.model", model),
            ("gen_ai.usage.input_tokens", input),
            ("gen_ai.usage.output_tokens", output),
            ("aiinstrument.feature.id", feature));
        span.EndUnixNano = span.StartUnixNano + ((ulong)seconds * 1_000_000_000);
        return span;
    }
}
