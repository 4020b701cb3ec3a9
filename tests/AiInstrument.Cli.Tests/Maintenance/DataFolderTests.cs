using System.Globalization;
using AiInstrument.Cli.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Cli.Tests.Maintenance;

/// <summary>Commands on a data folder that the real server has filled.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Noon { get; } = new(DateTimeOffset.UtcNow.Date.AddHours(12), TimeSpan.Zero);

    private string Data => Path.Combine(_folder.Path, "data");

    private string Backup => Path.Combine(_folder.Path, "backup.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Totals_of_a_day_are_summed_up_again_and_of_no_other_day()
    {
        await FillAsync();
        var right = await SumsAsync();
        await SqlAsync("UPDATE usage_daily SET calls = calls + 7", "UPDATE usage_pair_daily SET cost_nano_usd = 1", "UPDATE usage_pair_monthly SET calls = 0");

        var result = await Tool.RunAsync("aggregate", "--date", Day(-2), "--data", Data, "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        var daily = result.Json.AsArray().Single(rollup => (string)rollup!["table"]! == "usage_daily")!;
        Assert.Equal((1, 1, 1), ((int)daily["groups"]!, (int)daily["added"]!, (int)daily["removed"]!));
        Assert.Equal((right.OfTwoDaysAgo, right.All + 14), ((await SumsAsync()).OfTwoDaysAgo, (await SumsAsync()).All));

        var range = await Tool.RunAsync("aggregate", "--from", Day(-2), "--to", Day(-1), "--data", Data);
        Assert.Contains("What was wrong is corrected.", range.Output, StringComparison.Ordinal);
        Assert.Equal(right, await SumsAsync());
        Assert.Contains("Nothing was wrong.", (await Tool.RunAsync("aggregate", "--from", Day(-2), "--to", Day(-1), "--data", Data)).Output, StringComparison.Ordinal);

        // The whole finds nothing that the days have left behind, in any of the totals.
        var all = await Tool.RunAsync("aggregate", "--all", "--data", Data, "--json");
        Assert.Contains(all.Json.AsArray(), rollup => (string)rollup!["table"]! == "budget_counters");
        Assert.All(all.Json.AsArray(), rollup => Assert.Equal((0, 0), ((int)rollup!["added"]!, (int)rollup["removed"]!)));
    }

    [Fact]
    public async Task Totals_of_days_whose_records_are_gone_are_left_alone()
    {
        await FillAsync();
        var first = DateOnly.FromDateTime(Noon.UtcDateTime).DayNumber - 1 - new DateOnly(1970, 1, 1).DayNumber;
        await SqlAsync($"INSERT INTO collector_state (name, value) VALUES ('records_from_day', {first.ToString(CultureInfo.InvariantCulture)})");

        var refused = await Tool.RunAsync("aggregate", "--date", Day(-2), "--data", Data);

        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Equal($"Retention has removed records before {Day(-1)}: of those days the totals are all that is left, and they stay as they are.", refused.Error.Trim());
        Assert.Equal(0, (await Tool.RunAsync("aggregate", "--date", Day(-1), "--data", Data)).Code);
    }

    [Theory]
    [InlineData()]
    [InlineData("--all", "--date", "2026-11-20")]
    [InlineData("--to", "2026-11-20")]
    [InlineData("--from", "2026-11-20", "--to", "2026-11-19")]
    [InlineData("--date", "yesterday")]
    public async Task Days_are_asked_for_in_one_way(params string[] days)
    {
        var result = await Tool.RunAsync(["aggregate", .. days, "--data", Data]);

        Assert.Equal((ExitCode.WrongArguments, ""), (result.Code, result.Output));
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_backup_is_restored_with_the_purges_that_came_after_it_and_what_it_replaces_is_kept()
    {
        await FillAsync();
        Assert.Equal(0, (await Tool.RunAsync("backup", Backup, "--data", Data, "--json")).Code);
        Assert.Equal(0, (await Tool.RunAsync("purge", "--organization", "acme", "--everything", "--yes", "--data", Data)).Code);
        Assert.Equal(4, await RecordsAsync());
        await SqlAsync("DELETE FROM interactions");

        Assert.Equal(ExitCode.NotConfirmed, (await Tool.RunAsync("restore", Backup, "--data", Data)).Code);
        Assert.Equal(ExitCode.NotConfirmed, (await Tool.RunAsync(["restore", Backup, "--data", Data], answer: "n")).Code);
        var restored = await Tool.RunAsync("restore", Backup, "--data", Data, "--yes", "--json");

        Assert.Equal((0, ""), (restored.Code, restored.Error));
        Assert.Equal((4, 1), ((int)restored.Json["records"]!, (int)restored.Json["purges"]!));
        var kept = (string)restored.Json["replaced"]!;
        Assert.Equal([Path.GetFileName(kept)], Directory.GetFiles(Data, "aiinstrument.db.replaced*").Select(Path.GetFileName));
        Assert.Equal(4, await RecordsAsync());
        Assert.Equal(0, await RecordsAsync(kept));
        Assert.Empty(Directory.GetDirectories(Data, "restore-*"));
        Assert.Contains("Nothing was wrong.", (await Tool.RunAsync("aggregate", "--all", "--data", Data)).Output, StringComparison.Ordinal);

        // Into a folder that never was: with the purges unknown there, all records are back.
        var other = Path.Combine(_folder.Path, "other");
        var moved = await Tool.RunAsync(["restore", Backup, "--data", other], answer: "y");
        Assert.Contains("10 records, checked", moved.Output, StringComparison.Ordinal);
        Assert.Contains("There was no database before.", moved.Output, StringComparison.Ordinal);
        await using var server = await LocalServer.StartAsync(other);
        var busy = await Tool.RunAsync("restore", Backup, "--data", other, "--yes");
        Assert.Equal(ExitCode.Failed, busy.Code);
        Assert.Contains("in use by another collector", busy.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_whole_backup_changes_nothing()
    {
        await FillAsync();
        Assert.Equal(0, (await Tool.RunAsync("backup", Backup, "--data", Data)).Code);
        var whole = await File.ReadAllBytesAsync(Backup, Cancel);
        var before = await RecordsAsync();
        var cases = new (string Said, Func<Task> Make)[]
        {
            ("There is no file", () => Task.Run(() => File.Delete(Backup))),
            ("is not a database", () => File.WriteAllTextAsync(Backup, new string('x', 5000), Cancel)),
            ("no database of a collector", async () =>
            {
                File.Delete(Backup);
                await SqlAsync(Backup, "CREATE TABLE other (id)");
            }),
            ("cannot be restored", () => File.WriteAllBytesAsync(Backup, [.. whole[..(whole.Length / 2)], .. new byte[whole.Length / 2]], Cancel)),
            ("newer version", async () =>
            {
                await File.WriteAllBytesAsync(Backup, whole, Cancel);
                await SqlAsync(Backup, "INSERT INTO __EFMigrationsHistory VALUES ('99991231000001_future', '99.0.0')");
            }),
            ("its log of writes", () => File.WriteAllTextAsync(Backup + "-wal", "x", Cancel)),
        };
        foreach (var (said, make) in cases)
        {
            SqliteConnection.ClearAllPools();
            await make();
            var refused = await Tool.RunAsync("restore", Backup, "--data", Data, "--yes");

            Assert.Equal((said, ExitCode.Failed, ""), (said, refused.Code, refused.Output));
            Assert.Contains(said, refused.Error, StringComparison.Ordinal);
            Assert.Single(refused.Error.Trim().Split('\n'));
            Assert.DoesNotContain("restore-", refused.Error, StringComparison.Ordinal);
            Assert.Equal(before, await RecordsAsync());
            Assert.Empty(Directory.GetFileSystemEntries(Data, "restore-*"));
        }
    }

    [Fact]
    public async Task A_damaged_database_is_replaced_and_kept()
    {
        await FillAsync();
        Assert.Equal(0, (await Tool.RunAsync("backup", Backup, "--data", Data)).Code);
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(Path.Combine(Data, "aiinstrument.db"), "no database at all", Cancel);

        var restored = await Tool.RunAsync("restore", Backup, "--data", Data, "--yes", "--json");

        Assert.Equal((0, 10), (restored.Code, (int)restored.Json["records"]!));
        Assert.Equal("no database at all", await File.ReadAllTextAsync((string)restored.Json["replaced"]!, Cancel));
    }

    [Fact]
    public async Task A_new_admin_token_signs_in_and_the_old_one_no_longer_does()
    {
        string old;
        await using (var server = await LocalServer.StartAsync(Data))
        {
            old = server.FirstAdminToken!;
            Assert.Contains("in use by another collector", (await Tool.RunAsync("reset-admin", "--data", Data)).Error, StringComparison.Ordinal);
        }

        var token = (string)(await Tool.RunAsync("reset-admin", "--data", Data, "--json")).Json["token"]!;

        Assert.NotEqual(old, token);
        Assert.Matches("^aii_[A-Za-z0-9_-]{43}$", token);
        Assert.Matches("^Admin token \\(shown only now\\): aii_[A-Za-z0-9_-]{43}$", (await Tool.RunAsync("reset-admin", "--data", Data)).Output.Trim());
    }

    [Fact]
    public async Task A_folder_without_a_database_gets_none()
    {
        foreach (var command in (string[][])[["aggregate", "--all"], ["reset-admin"], ["backup", Backup], ["reprice"]])
        {
            var result = await Tool.RunAsync([.. command, "--data", Data]);
            Assert.Equal((ExitCode.Failed, $"There is no database in '{Data}': name the data folder of a collector."), (result.Code, result.Error.Trim()));
        }

        Assert.False(Directory.Exists(Data));
    }

    private static string Day(int days) => Noon.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task FillAsync()
    {
        await using var server = await LocalServer.StartAsync(Data);
        await server.SendAsync(2, Noon.AddDays(-2));
        await server.SendAsync(4, Noon.AddDays(-1));
        await server.SendAsync(4, Noon.AddDays(-1), "borealis");
    }

    private async Task<(long OfTwoDaysAgo, long All, long Pairs, long Months)> SumsAsync() => (
        await SumAsync($"SELECT sum(calls) FROM usage_daily WHERE day = {(Noon.AddDays(-2).ToUnixTimeSeconds() / 86_400).ToString(CultureInfo.InvariantCulture)}"),
        await SumAsync("SELECT sum(calls) FROM usage_daily"),
        await SumAsync("SELECT sum(cost_nano_usd) FROM usage_pair_daily"),
        await SumAsync("SELECT coalesce(sum(calls), 0) FROM usage_pair_monthly"));

    private async Task<long> SumAsync(string sql) => Convert.ToInt64(await SqlAsync(sql), CultureInfo.InvariantCulture);

    private Task<long> RecordsAsync() => RecordsAsync(Path.Combine(Data, "aiinstrument.db"));

    private static async Task<long> RecordsAsync(string file) => Convert.ToInt64(await SqlAsync(file, "SELECT count(*) FROM interactions"), CultureInfo.InvariantCulture);

    private async Task<object?> SqlAsync(params string[] statements)
    {
        object? last = null;
        foreach (var statement in statements)
        {
            last = await SqlAsync(Path.Combine(Data, "aiinstrument.db"), statement);
        }

        return last;
    }

    private static async Task<object?> SqlAsync(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancel);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
