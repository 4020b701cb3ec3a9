using System.Globalization;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class MaintenanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_rebuild_says_what_was_wrong_corrects_it_and_then_finds_nothing()
    {
        await FillAsync();
        await SqlAsync(
            "UPDATE usage_daily SET calls = calls + 1 WHERE rowid_is_first = 1", "DELETE FROM usage_hourly",
            "DELETE FROM usage_pair_monthly WHERE pair = 308", "UPDATE usage_shape_daily SET last_start_unix_nano = 0",
            "UPDATE quality_daily SET amount_nano_usd = amount_nano_usd + 1 WHERE kind = 5", "UPDATE usage_hours SET calls = calls + 1 WHERE kind = 7");

        var first = await CollectorMaintenance.RebuildRollupsAsync(_folder, Cancel);
        var second = await CollectorMaintenance.RebuildRollupsAsync(_folder, Cancel);

        Assert.Equal(
            [
                "usage_hourly", "usage_daily", "call_site_daily", "quality_daily", "usage_site_daily", "usage_hours", "usage_shape_daily", "usage_shape_monthly", "usage_pair_daily", "usage_pair_monthly", "usage_owner_daily", "usage_owner_monthly",
                "budget_counters",
            ],
            first.Select(rollup => rollup.Table));
        Assert.Equal((first[0].Groups, 0L), (first[0].Added, first[0].Removed));
        Assert.Equal((1L, 1L), (first[1].Added, first[1].Removed));
        Assert.True(first[3].Added > 0 && first[3].Added == first[3].Removed);
        Assert.True(first[5].Added > 0 && first[5].Added == first[5].Removed);
        Assert.Equal((first[6].Groups, first[6].Groups), (first[6].Added, first[6].Removed));
        Assert.True(first[9].Added > 0);
        Assert.All(second, rollup => Assert.Equal((0L, 0L), (rollup.Added, rollup.Removed)));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_new_pricing_corrects_rows_and_totals_and_then_finds_nothing()
    {
        await FillAsync();
        var right = await SqlAsync("SELECT sum(cost_nano_usd) FROM usage_daily");
        await SqlAsync("UPDATE interactions SET cost_nano_usd = cost_nano_usd * 2 WHERE counted AND cost_nano_usd > 0");
        await CollectorMaintenance.RebuildRollupsAsync(_folder, Cancel);

        var first = await CollectorMaintenance.RepriceAsync(_folder, Cancel);
        var second = await CollectorMaintenance.RepriceAsync(_folder, Cancel);

        Assert.Equal(right, await SqlAsync("SELECT sum(cost_nano_usd) FROM usage_daily"));
        Assert.Equal((400L, first.BeforeNanoUsd), (first.Records, 2 * first.AfterNanoUsd));
        Assert.True(first.Changed > 100);
        Assert.Equal((400L, 0L), (second.Records, second.Changed));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_backup_is_made_while_the_collector_writes_and_is_whole()
    {
        var file = Path.Combine(_folder, "copy", "o'clock.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var collector = await TestCollector.StartAsync(Path.Combine(_folder, "data")))
        {
            await collector.SendAsync(new RandomTraffic(5).Calls(200));
            var sending = collector.SendAsync(new RandomTraffic(6).Calls(200));
            var report = CollectorMaintenance.Backup(collector.Folder, file);
            await sending;
            Assert.Equal((file, new FileInfo(file).Length), (report.File, report.Bytes));
        }

        File.Move(file, Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName, "aiinstrument.db"));
        await using var restored = await TestCollector.StartAsync(Path.Combine(_folder, "restored"));
        Assert.True((await restored.RecordsAsync(query => query with { IncludeUncounted = true })).TotalCount >= 200);
        Assert.Equal("", await restored.SqlAsync(RollupDifferences.Sql));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_needs_a_database()
    {
        var file = Path.Combine(_folder, "there");
        await File.WriteAllTextAsync(file, "mine", Cancel);
        Assert.Contains("no database", Assert.Throws<CollectorStartException>(() => CollectorMaintenance.Backup(_folder, file)).Message, StringComparison.Ordinal);

        await FillAsync();
        Assert.Contains("exists already", Assert.Throws<CollectorStartException>(() => CollectorMaintenance.Backup(_folder, file)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task Commands_that_write_are_refused_while_the_collector_runs()
    {
        await using var collector = await TestCollector.StartAsync(_folder);

        var refused = await Assert.ThrowsAsync<CollectorStartException>(() => CollectorMaintenance.RepriceAsync(_folder, Cancel));

        Assert.Contains("in use by another collector", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_records_go_and_their_totals_stay(bool bySize)
    {
        await using var collector = await TestCollector.StartAsync(_folder);
        var calls = new RandomTraffic(3).Calls(1500);
        await collector.SendAsync(calls);
        var before = await collector.TotalsAsync("all");
        var today = UnixTime.Day(TestCollector.Noon);
        var size = Convert.ToInt64(await collector.SqlAsync("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"), CultureInfo.InvariantCulture);
        var policy = bySize ? new RetentionPolicy(null, size * 9 / 10) : new RetentionPolicy(30, null);

        var steps = 0;
        while (await collector.ExpireAsync(policy, today) > 0)
        {
            // Ingest goes on between two steps.
            Assert.Equal(1, (await collector.SendAsync(Spans.Chat())).Stored);
            steps++;
        }

        Assert.True(steps > 1);
        var after = await collector.TotalsAsync("all");
        Assert.Equal((before.Calls + steps, before.Failed, before.UnpricedTokens), (after.Calls, after.Failed, after.UnpricedTokens));
        var first = Convert.ToInt64(await collector.SqlAsync("SELECT value FROM collector_state WHERE name = 'records_from_day'"), CultureInfo.InvariantCulture);
        Assert.Equal(0L, await collector.SqlAsync($"SELECT count(*) FROM interactions WHERE start_unix_nano / 86400000000000 < {first}"));
        Assert.Equal(0L, await collector.SqlAsync($"SELECT count(*) FROM attribute_sets WHERE day < {first}"));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM interactions WHERE attributes_id NOT IN (SELECT id FROM attribute_sets)"));
        Assert.NotEqual(0L, await collector.SqlAsync($"SELECT count(*) FROM usage_daily WHERE day < {first}"));

        // What was removed cannot be told from what never came: it is refused, not counted a second time.
        var again = await collector.SendAsync(calls);
        Assert.Equal((0, "Some spans began before the first day whose records are kept."), (again.Stored, again.RejectedMessage));
        Assert.Equal(calls.Count, again.Duplicates + again.Rejected);
        Assert.Equal(after, await collector.TotalsAsync("all"));

        // A rebuild leaves alone what it cannot know any more.
        await collector.StopAsync();
        Assert.All(await CollectorMaintenance.RebuildRollupsAsync(_folder, Cancel), rollup => Assert.Equal((0L, 0L), (rollup.Added, rollup.Removed)));
    }

    [Fact]
    public async Task A_damaged_file_is_found_at_the_start_after_a_kill()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "aiinstrument.lock"), "open", Cancel);
        var path = Path.Combine(_folder, "aiinstrument.db");
        SqliteConnection.ClearAllPools();
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            // The second half of the file, its b-trees and all.
            file.Position = file.Length / 2;
            file.Write(new byte[(int)(file.Length / 2)]);
        }

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await Assert.ThrowsAsync<CollectorStartException>(() => TestCollector.StartAsync(_folder));
            Assert.Contains("restore a backup", refused.Message, StringComparison.Ordinal);
        }
    }

    private async Task FillAsync()
    {
        await using var collector = await TestCollector.StartAsync(_folder);
        await collector.SendAsync(new RandomTraffic(4).Calls(400));
        await collector.FillRollupsAsync();
    }

    private async Task AssertSoundAsync() => Assert.Equal("", await SqlAsync(RollupDifferences.Sql));

    private async Task<object?> SqlAsync(params string[] statements)
    {
        await using var connection = await new DatabaseFile(_folder, TimeSpan.FromSeconds(5)).OpenReaderAsync(Cancel);
        object? result = null;
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement.Replace(
                "rowid_is_first = 1",
                "(day, provider_id, model_id, feature_id, category_id, entry_point_id, service_id, organization_id, user_id, project_id) = (SELECT day, provider_id, model_id, feature_id, category_id, entry_point_id, service_id, organization_id, user_id, project_id FROM usage_daily LIMIT 1)",
                StringComparison.Ordinal);
            result = await command.ExecuteScalarAsync(Cancel);
        }

        return result;
    }
}
