using System.Diagnostics;
using System.Globalization;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>
/// What was acknowledged survives kills of the process at any moment, once. The test starts this assembly again, as the process that will be killed.
/// AIINSTRUMENT_KILLS=50 makes the long form of it.
/// </summary>
public sealed class KillTests
{
    private const string FolderVariable = "AIINSTRUMENT_KILL_TEST_FOLDER";
    private const string FirstVariable = "AIINSTRUMENT_KILL_TEST_FIRST";
    private const string Acknowledged = "acknowledged ";
    private const int BatchSize = 20;
    private const int Senders = 4;

    private static readonly DecodedScope Scope = new() { Name = "AiInstrument" };

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

    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Run by the test above only.");
        var next = long.Parse(Environment.GetEnvironmentVariable(FirstVariable)!, CultureInfo.InvariantCulture) - 1;
        await using var collector = await TestCollector.StartAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var batch = Interlocked.Increment(ref next);
                await collector.SendAsync(Batch(batch));
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{Acknowledged}{batch}."));
            }
        })));
    }

    private static async Task RunVictimAsync(string folder, HashSet<long> acknowledged, int mostAnswers, Random random)
    {
        using var victim = StartVictim(folder, Math.Max(0, (acknowledged.Count == 0 ? 0 : acknowledged.Max()) - Senders));
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
        if (line.StartsWith(Acknowledged, StringComparison.Ordinal) && line.EndsWith('.') && long.TryParse(line[Acknowledged.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var batch))
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
        Assert.NotEmpty(acknowledged);

        // Span ids count up within a batch, so that a batch is whole when its spans are all there; the unique index leaves no room for two.
        foreach (var batch in acknowledged)
        {
            Assert.Equal(
                (long)BatchSize,
                await collector.SqlAsync(FormattableString.Invariant($"SELECT count(*) FROM interactions WHERE span_id > {batch * BatchSize} AND span_id <= {(batch + 1) * BatchSize}")));
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM (SELECT span_id FROM interactions GROUP BY span_id HAVING count(*) > 1)"));
        Assert.Equal(0L, await collector.SqlAsync($"SELECT count(*) % {BatchSize} FROM interactions"));
    }

    private static DecodedSpan[] Batch(long batch) => [.. Enumerable.Range(1, BatchSize).Select(number =>
    {
        var span = (ulong)((batch * BatchSize) + number);
        return Spans.Make(
            "chat", new UInt128(1, span / 4), span, TestCollector.Noon.AddSeconds(-(double)(span % 90_000)), Scope, "support",
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"),
            ("gen_ai.usage.input_tokens", (long)span), ("user.id", "u" + (span % 50)));
    })];

    private static Process StartVictim(string folder, long first)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        }

        foreach (var argument in new[] { "-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(Victim)}" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder;
        start.Environment[FirstVariable] = first.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
