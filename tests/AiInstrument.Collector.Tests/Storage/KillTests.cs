using System.Diagnostics;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>What was acknowledged survives a kill of the process. The test starts this assembly again, as the process that will be killed.</summary>
public sealed class KillTests
{
    private const string FolderVariable = "AIINSTRUMENT_KILL_TEST_FOLDER";
    private const string Acknowledged = "acknowledged ";

    [Fact]
    public async Task Acknowledged_spans_survive_a_kill()
    {
        var folder = TestCollector.NewFolder();
        var acknowledged = 0;
        using (var victim = StartVictim(folder))
        {
            while (acknowledged < 20 && await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                acknowledged += line.StartsWith(Acknowledged, StringComparison.Ordinal) ? 1 : 0;
            }

            victim.Kill();
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(20, acknowledged);
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            var page = await collector.RecordsAsync();
            Assert.True(page.TotalCount >= acknowledged * 5, $"{page.TotalCount} of at least {acknowledged * 5} interactions are there.");

            // Batches are whole, and the rollups know exactly the rows.
            Assert.Equal(0, page.TotalCount % 5);
            Assert.Equal(page.Totals, await collector.TotalsAsync("all"));
            Assert.Equal("ok", await collector.SqlAsync("PRAGMA integrity_check"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Run by the test above only.");
        await using var collector = await TestCollector.StartAsync(folder);
        for (var batch = 0; ; batch++)
        {
            await collector.SendAsync([.. Enumerable.Range(0, 5).Select(_ => Spans.Chat())]);
            await Console.Out.WriteLineAsync(Acknowledged + batch);
            await Console.Out.FlushAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Process StartVictim(string folder)
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
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
