using System.Diagnostics;
using System.Globalization;
using AiInstrument.Collector.Tests.Budgets;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>
/// What was acknowledged survives kills of the process at any moment, once. The test starts this assembly again, as the process that will be killed.
/// AIINSTRUMENT_KILLS=50 makes the long form of it.
/// </summary>
public sealed class KillTests
{
    [Fact]
    public async Task Acknowledged_spans_survive_kills_at_random_moments_and_are_there_once()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var folder = TestCollector.NewFolder();
        var acknowledged = new HashSet<long>();
        var random = new Random(17);
        for (var kill = 0; kill < kills; kill++)
        {
            // Each victim sends the batches before its first again, as a sender does that has seen no answer.
            await RunVictimAsync(folder, acknowledged, mostAnswers: random.Next(1, 40), random);
            await using var collector = await TestCollector.StartAsync(folder);
            await AssertSoundAsync(collector, acknowledged);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task RunVictimAsync(string folder, HashSet<long> acknowledged, int mostAnswers, Random random)
    {
        using var victim = StartVictim(folder, Math.Max(0, (acknowledged.Count == 0 ? 0 : acknowledged.Max()) - KillVictim.Senders));
        for (var answers = 0; answers < mostAnswers && await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line;)
        {
            answers += Note(line, acknowledged);
        }

        // Anywhere within the next commit.
        Thread.SpinWait(random.Next(2_000_000));
        victim.Kill();
        while (await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Note(line, acknowledged);
        }

        await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static int Note(string line, HashSet<long> acknowledged)
    {
        // The last line may be cut off.
        if (line.StartsWith(KillVictim.Acknowledged, StringComparison.Ordinal) && line.EndsWith('.') && long.TryParse(line[KillVictim.Acknowledged.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var batch))
        {
            acknowledged.Add(batch);
            return 1;
        }

        return 0;
    }

    private static async Task AssertSoundAsync(TestCollector collector, HashSet<long> acknowledged)
    {
        Assert.Equal("ok", await collector.SqlAsync("PRAGMA integrity_check"));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));

        // A batch whose settlement is there and whose records are not is sent again by its sender; nothing is recorded that is not settled, and nothing twice.
        Assert.Equal("", await CounterModel.DifferencesAsync(collector));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM budget_leases WHERE recorded > settled"));
        Assert.Equal(await collector.SqlAsync("SELECT sum(input_tokens) FROM interactions"), await collector.SqlAsync("SELECT sum(recorded) FROM budget_leases"));
        Assert.NotEmpty(acknowledged);

        // Span ids count up within a batch, so that a batch is whole when its spans are all there; the unique index leaves no room for two.
        foreach (var batch in acknowledged)
        {
            Assert.Equal(
                (long)KillVictim.BatchSize,
                await collector.SqlAsync(FormattableString.Invariant($"SELECT count(*) FROM interactions WHERE span_id > {batch * KillVictim.BatchSize} AND span_id <= {(batch + 1) * KillVictim.BatchSize}")));
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM (SELECT span_id FROM interactions GROUP BY span_id HAVING count(*) > 1)"));
        Assert.Equal(0L, await collector.SqlAsync($"SELECT count(*) % {KillVictim.BatchSize} FROM interactions"));
    }

    private static Process StartVictim(string folder, long first)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        }

        foreach (var argument in new[] { KillVictim.Command, folder, first.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
