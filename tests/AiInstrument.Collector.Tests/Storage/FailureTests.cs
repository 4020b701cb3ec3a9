using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class FailureTests
{
    [Fact]
    public async Task A_locked_file_is_told_to_the_sender_and_the_next_try_succeeds()
    {
        await using var collector = await TestCollector.StartAsync();
        var span = Spans.Chat();
        using (var foreign = collector.OpenForeign())
        {
            using var holding = foreign.BeginTransaction(deferred: false);
            var refused = await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(span));
            Assert.Equal("The collector's database is locked; try again.", refused.Message);
        }

        Assert.Equal(new IngestResult(1, 0, 0, 0, null), await collector.SendAsync(span));
        Assert.Equal(1, (await collector.TotalsAsync()).Calls);
    }

    [Theory]
    [InlineData("interactions", "NEW.response_id = 'poison'")]
    [InlineData("attribute_sets", "instr(CAST(NEW.data AS TEXT), 'poison') > 0")]
    [InlineData("dimension_values", "NEW.value = 'poison'")]
    public async Task A_row_that_cannot_be_stored_never_takes_the_rest_with_it(string table, string condition)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SqlAsync($"CREATE TRIGGER no_poison BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'poison'); END");

        var result = await collector.SendAsync(
            Spans.Chat(("user.id", "u1")), Spans.Chat(("gen_ai.response.id", "poison"), ("session.id", "poison"), ("poison", "poison"), ("user.id", "u2")), Spans.Chat(("user.id", "u2")));

        Assert.Equal(new IngestResult(2, 0, 0, 1, "Some spans cannot be stored."), result);
        Assert.Equal(2L, await collector.SqlAsync("SELECT count(*) FROM interactions"));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM attribute_sets WHERE instr(CAST(data AS TEXT), 'poison') > 0"));
        Assert.Equal(2, (await collector.TotalsAsync()).Calls);
        var page = await collector.RecordsAsync();
        Assert.Equal(["u1", "u2"], page.Items.Select(row => row.User).Order());
    }

    [Theory]
    [InlineData(5, "The collector's database is locked; try again.")]
    [InlineData(6, "The collector's database is locked; try again.")]
    [InlineData(8, "The collector's database is read-only; nothing was stored.")]
    [InlineData(13, "The collector's disk is full; nothing was stored.")]
    [InlineData(10, "The collector's database cannot be written; nothing was stored.")]
    [InlineData(11, "The collector's database cannot be written; nothing was stored.")]
    public void Failures_of_the_file_or_the_disk_are_retryable_and_named_plainly(int code, string message)
    {
        var failure = new SqliteException("/secret/path", code);

        Assert.True(StorageFailure.IsEnvironmental(failure));
        var told = StorageFailure.ToUnavailable(failure);
        Assert.Equal(message, told.Message);
        Assert.True(told.RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    public void Failures_of_a_row_are_not_retryable(int code) => Assert.False(StorageFailure.IsEnvironmental(new SqliteException("", code)));

    [Fact]
    public async Task A_full_disk_is_told_to_the_sender_and_nothing_of_the_batch_is_stored()
    {
        // The disk is full before the writer opens the file.
        await using var collector = TestCollector.NotStarted(maxQueuedSpans: 1000);
        await collector.Database.InitializeAsync(TestContext.Current.CancellationToken);
        collector.File.MaxPages = Convert.ToInt64(await collector.SqlAsync("PRAGMA page_count"), System.Globalization.CultureInfo.InvariantCulture);
        await collector.StartWriterAsync();
        var calls = new RandomTraffic(7).Calls(500);

        var refused = await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(calls));

        Assert.Equal("The collector's disk is full; nothing was stored.", refused.Message);
        Assert.Equal(0L, await collector.SqlAsync("SELECT (SELECT count(*) FROM interactions) + (SELECT count(*) FROM usage_daily) + (SELECT count(*) FROM dimension_values)"));

        // What the writer does by itself may have opened the full file once more: the sender tries again, as it was told to.
        collector.File.MaxPages = null;
        Assert.Equal(500, (await TwiceAsync(async () => await collector.SendAsync(calls))).Stored);
    }

    [Fact]
    public async Task A_long_read_keeps_the_log_but_holds_nobody_up_and_after_it_the_log_is_short_again()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.File.MostLogBytes = 256 * 1024;
        await collector.SendAsync(Spans.Chat());
        using (var reader = collector.OpenForeign())
        {
            using var reading = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.CommandText = "SELECT count(*) FROM interactions";
            command.ExecuteScalar();
            var traffic = new RandomTraffic(10);
            for (var batch = 0; batch < 20; batch++)
            {
                Assert.Equal(100, (await collector.SendAsync(traffic.Calls(100))).Stored);
            }

            Assert.True(collector.File.LogBytes > 1024 * 1024);
            Assert.Equal(1L, command.ExecuteScalar());
        }

        await collector.SendAsync(new RandomTraffic(11).Calls(100));

        // The writer empties it after it has answered.
        for (var tries = 0; tries < 600 && collector.File.LogBytes > 0; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, collector.File.LogBytes);
    }

    private static async Task<T> TwiceAsync<T>(Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (IngestUnavailableException)
        {
            return await send();
        }
    }
}
