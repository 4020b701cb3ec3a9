using AiInstrument.Collector.Seeding;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Seeding;

public sealed class SeedingTests : IDisposable
{
    private static readonly SeedPlan s_plan = new() { Rows = 3_000, Days = 9, Seed = 7, Until = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero) };

    // More than is on its way when the first of it is stored.
    private static readonly SeedPlan s_long = s_plan with { Rows = 20_000 };

    private readonly List<string> _folders = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.ForEach(folder => Directory.Delete(folder, recursive: true));

    [Fact]
    public async Task The_same_plan_gives_the_same_records_and_totals_that_equal_them()
    {
        var (first, second) = (NewFolder(), NewFolder());
        var report = await CollectorSeeding.RunAsync(first, s_plan, null, Cancel);
        await CollectorSeeding.RunAsync(second, s_plan, null, Cancel);

        Assert.Equal((s_plan.Rows, 0), (report.Stored, report.Duplicates));
        Assert.Equal(s_plan.Rows, Read(first, "SELECT count(*) FROM interactions"));
        Assert.Equal("", Read(first, RollupDifferences.Sql));
        const string Digest = """
            SELECT group_concat(line, char(10)) FROM (
              SELECT hex(trace_id) || hex(span_id) || start_unix_nano || '|' || duration_nano || '|' || status || '|' || counted || '|' || coalesce(cost_nano_usd, 'unpriced') || '|' || coalesce(input_tokens, '') || '|' ||
                coalesce((SELECT value FROM dimension_values WHERE id = feature_id), '') || '|' || coalesce((SELECT value FROM dimension_values WHERE id = user_id), '') AS line
              FROM interactions ORDER BY id)
            """;
        Assert.Equal(Read(first, Digest), Read(second, Digest));
    }

    [Fact]
    public async Task It_is_a_mix_of_what_pages_must_tell_apart()
    {
        var folder = NewFolder();
        await CollectorSeeding.RunAsync(folder, s_plan, null, Cancel);

        foreach (var condition in (string[])
        [
            "status = 1", "status = 2", "estimated = 1", "unpriced = 1", "counted = 0", "cached_input_tokens > 0", "attempt > 1", "aggregate = 1", "parent_span_id IS NOT NULL", "streaming = 1",
            "time_to_first_token_nano > 0", "feature_id = 0", "document_id <> 0", "id > (SELECT min(id) FROM interactions later WHERE later.start_unix_nano > interactions.start_unix_nano + 1800000000000)",
        ])
        {
            Assert.True((long)Read(folder, $"SELECT count(*) FROM interactions WHERE {condition}") > 0, condition);
        }

        Assert.Equal(20L, Read(folder, "SELECT count(DISTINCT feature_id) - 1 FROM interactions"));
        Assert.Equal(4L, Read(folder, "SELECT count(*) FROM builds WHERE complete = 1"));
        Assert.True((long)Read(folder, "SELECT count(*) FROM registry_call_sites WHERE \"escape\" IS NOT NULL") > 0);
        Assert.True((long)Read(folder, "SELECT count(*) FROM contents") > 0);
        Assert.Equal(0L, Read(folder, $"SELECT count(*) FROM interactions WHERE start_unix_nano > {(s_plan.Until - DateTimeOffset.UnixEpoch).Ticks * 100}"));
    }

    [Fact]
    public async Task What_was_stopped_goes_on_and_a_second_seed_adds_as_much()
    {
        var folder = NewFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CollectorSeeding.RunAsync(folder, s_long, new StopAtOnce(stop), stop.Token));
        var stored = (long)Read(folder, "SELECT count(*) FROM interactions");
        Assert.InRange(stored, 1, s_long.Rows - 1);

        await Assert.ThrowsAsync<CollectorStartException>(() => CollectorSeeding.RunAsync(folder, s_plan, null, Cancel));
        var rest = await CollectorSeeding.RunAsync(folder, s_long with { Add = true }, null, Cancel);
        Assert.Equal((s_long.Rows - stored, stored), (rest.Stored, rest.Duplicates));
        var other = await CollectorSeeding.RunAsync(folder, s_plan with { Seed = 8, Add = true }, null, Cancel);
        Assert.Equal((s_plan.Rows, 0), (other.Stored, other.Duplicates));
    }

    [Fact]
    public async Task A_folder_in_use_is_refused()
    {
        await using var collector = await TestCollector.StartAsync();

        var refusal = await Assert.ThrowsAsync<CollectorStartException>(() => CollectorSeeding.RunAsync(collector.Folder, s_plan, null, Cancel));

        Assert.Contains("in use by another collector", refusal.Message, StringComparison.Ordinal);
    }

    private string NewFolder()
    {
        var folder = TestCollector.NewFolder();
        _folders.Add(folder);
        return folder;
    }

    private static object Read(string folder, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "aiinstrument.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => stop.Cancel();
    }
}
