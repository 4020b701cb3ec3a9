using System.Globalization;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Orders;
using AiInstrument.Collector.Tests.Decoding;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Content;

/// <summary>A purge of more than fits into a transaction: others write in between, everything is exact after each step, and one that was stopped goes on.</summary>
public sealed class PurgeStepTests
{
    private const string Acme = "SELECT count(*) FROM interactions WHERE organization_id IN (SELECT id FROM dimension_values WHERE value = 'acme')";

    private static readonly OrderLimits Small = new() { Part = 400, Newest = 50 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_leaves_everything_exact_after_each_step_and_goes_on_after_a_restart()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        try
        {
            await using (var collector = await StartAsync(folder))
            {
                await collector.Store.BeginPurgeAsync(Order(everything: true));
                Assert.True(await collector.Store.PurgeAsync(Order(everything: true).Id) > 0);
                Assert.InRange((long)(await collector.SqlAsync(Acme))!, 1, 1199);
                await LookAsync(collector);

                // What the application still had is refused, others write on.
                var before = (await collector.TotalsAsync()).Calls;
                await collector.SendAsync([Call(1, "acme"), Call(2, "beta")]);
                await collector.SendAsync(Call(3, "beta"));
                Assert.Equal(before + 2, (await collector.TotalsAsync()).Calls);
                await LookAsync(collector);
                var run = Assert.Single((await collector.Contents.GetHoldingsAsync(Workspaces.DefaultId, Cancel)).Purges);
                Assert.Null(run.Finished);
                Assert.InRange(run.Done, 0.01, 0.99);
            }

            await using (var collector = await TestCollector.StartAsync(folder, orders: Small))
            {
                await collector.Purges.RunAsync();
                Assert.NotNull((await collector.Contents.GetHoldingsAsync(Workspaces.DefaultId, Cancel)).Purges[0].Finished);
                Assert.Equal(0L, await collector.SqlAsync(Acme));
                Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM dimension_values WHERE value IN ('acme', 'ann of acme', 'project of acme', 'session of acme', 'document of acme')"));
                Assert.Equal(4L, await collector.SqlAsync("SELECT count(*) FROM dimension_values WHERE value IN ('ann of beta', 'project of beta', 'session of beta', 'document of beta')"));
                Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM attribute_sets WHERE id NOT IN (SELECT attributes_id FROM interactions)"));
                Assert.Equal("organization.purge_started, organization.purged 1200", await collector.SqlAsync(
                    "SELECT group_concat(action || coalesce(' ' || json_extract(details, '$.records'), ''), ', ') FROM (SELECT * FROM audit_log WHERE action LIKE 'organization.%' ORDER BY id)"));
                await LookAsync(collector);
                await collector.FillRollupsAsync();
                await LookAsync(collector);
            }

            // Nothing that could be summed up from the records is other than that.
            Assert.All(await CollectorMaintenance.RebuildRollupsAsync(folder, Cancel), rollup => Assert.Equal((rollup.Table, 0, 0), (rollup.Table, rollup.Added, rollup.Removed)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_name_that_comes_back_while_it_is_looked_for_stays()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        try
        {
            await using var collector = await StartAsync(folder);
            var purge = Order(everything: true);
            await collector.Store.BeginPurgeAsync(purge);
            while (await collector.Store.PurgeAsync(purge.Id) > 0)
            {
                // All records.
            }

            UnusedNames unused;
            using (var reader = collector.File.OpenWriter())
            {
                unused = UnusedNames.Find(reader, Workspaces.DefaultId, Cancel);
            }

            await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddMinutes(4), ("aiinstrument.organization.id", "acme"), ("user.id", "ann of acme"), ("custom.note", "note of acme")));
            while (await collector.Store.EndPurgeAsync(purge.Id, unused) > 0)
            {
                // All names.
            }

            Assert.Equal("acme|ann of acme", await collector.SqlAsync("""
                SELECT (SELECT value FROM dimension_values WHERE id = organization_id) || '|' || (SELECT value FROM dimension_values WHERE id = user_id) FROM interactions ORDER BY id DESC LIMIT 1
                """));
            Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM dimension_values WHERE value = 'project of acme'"));
            Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM interactions WHERE attributes_id NOT IN (SELECT id FROM attribute_sets)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Purge Order(bool everything) => new("00000000000000000000000000000001", Workspaces.DefaultId, "acme", everything, TestCollector.Noon.ToUnixTimeMilliseconds(), "admin");

    // 2,000 calls of five days, three of five of them the organization's, in lists and in order.
    private static async Task<TestCollector> StartAsync(string folder)
    {
        var collector = await TestCollector.StartAsync(folder, orders: Small);
        for (var batch = 0; batch < 4; batch++)
        {
            await collector.SendAsync([.. Enumerable.Range(batch * 500, 500).Select(number => Call(number, number % 5 < 3 ? "acme" : "beta"))]);
        }

        await collector.FillRollupsAsync();
        Assert.NotEqual(0L, await collector.SqlAsync("SELECT count(*) FROM record_parts WHERE listed = 1"));
        await LookAsync(collector);
        return collector;
    }

    private static DecodedSpan Call(int number, string organization) => Spans.ChatAt(
        TestCollector.Noon.AddDays(-(number % 6)).AddSeconds(-1 - number),
        ("aiinstrument.organization.id", organization),
        ("aiinstrument.project.id", "project of " + organization),
        ("aiinstrument.document.id", "document of " + organization),
        ("gen_ai.conversation.id", "session of " + organization),
        ("user.id", (number % 7 == 0 ? "bob of " : "ann of ") + organization),
        ("aiinstrument.feature.id", number % 3 == 0 ? "ticket.tag" : "ticket.summarize"),
        ("aiinstrument.call_site.id", "site" + (number % 4).ToString(CultureInfo.InvariantCulture)),
        ("gen_ai.usage.cache_read.input_tokens", number % 8 == 0 ? 500L : 0L),
        ("custom.note", "note of " + organization));

    /// <summary>Sums, sites, lists and orders are what the records say.</summary>
    private static async Task LookAsync(TestCollector collector)
    {
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        Assert.Equal(0L, await collector.SqlAsync("""
            SELECT count(*) FROM (
                SELECT day, service_id, call_site_id, calls, last_start_unix_nano, newest_id FROM call_site_daily
                EXCEPT SELECT start_unix_nano / 86400000000000, service_id, call_site_id, count(*), max(start_unix_nano), max(id) FROM interactions GROUP BY 1, 2, 3)
            """));
        foreach (var (kind, column) in ((DimensionKind, string)[])[(DimensionKind.User, "user_id"), (DimensionKind.Feature, "feature_id"), (DimensionKind.CallSite, "call_site_id")])
        {
            await using var connection = await collector.File.OpenReaderAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT l.ids, (SELECT group_concat(id, ',') FROM (SELECT id FROM interactions i WHERE i.start_unix_nano / 86400000000000 = l.day AND i.{column} = l.value_id ORDER BY id))
                FROM record_lists l WHERE l.kind = {(int)kind}
                """;
            await using var lists = await command.ExecuteReaderAsync(Cancel);
            while (await lists.ReadAsync(Cancel))
            {
                Assert.Equal(lists.IsDBNull(1) ? "" : lists.GetString(1), string.Join(',', RecordList.Read(lists.GetFieldValue<byte[]>(0))));
            }
        }

        foreach (var sort in (string[])["-cost", "user", "organization"])
        {
            var page = await collector.RecordsAsync(query => query with { Sort = sort, PageSize = 50 });
            Assert.All(page.Items, row => Assert.NotNull(row.User));
            Assert.Equal(await collector.SqlAsync("SELECT count(*) FROM interactions WHERE counted = 1"), page.TotalCount);
        }
    }
}
