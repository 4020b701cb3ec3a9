using System.Globalization;

namespace AiInstrument.EndToEnd.Tests;

public sealed class CrashTests(ITestOutputHelper output)
{
    // Fixed, so that a failure can be repeated as far as the machine allows.
    private const int Seed = 20261121;

    // The long form: AIINSTRUMENT_KILLS=50.
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_KILLS") ?? "4", CultureInfo.InvariantCulture);

    private static readonly int s_outageSeconds = int.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_OUTAGE_SECONDS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_call_whose_response_arrived_is_lost_when_the_application_is_killed()
    {
        using var data = new TemporaryFolder();
        await using var collector = await CollectorHost.StartAsync(data.Path);
        await using var crash = await Crash.StartModelsAsync();
        var random = new Random(Seed);
        for (var kill = 0; kill < s_kills; kill++)
        {
            var before = (await crash.ReadReceivedAsync()).Count;
            await crash.StartAppAsync(collector.Otlp);
            await crash.WaitForReceivedAsync(before + random.Next(1, 200));
            await crash.KillAppAsync();
        }

        await crash.DrainAsync(collector.Otlp);

        output.WriteLine(FormattableString.Invariant($"{s_kills} kills: {await crash.CompareAsync(collector)}"));
    }

    [Fact]
    public async Task No_call_is_lost_while_the_collector_is_away_and_none_is_counted_twice_after()
    {
        using var data = new TemporaryFolder();
        await using var crash = await Crash.StartModelsAsync();
        Uri otlp;
        await using (var collector = await CollectorHost.StartAsync(data.Path))
        {
            otlp = collector.Otlp;
            await crash.StartAppAsync(otlp);
            await crash.WaitForReceivedAsync(50);
            await collector.KillAsync();
        }

        // Not a wait for something: the outage itself.
        var atKill = (await crash.ReadReceivedAsync()).Count;
        await Task.Delay(TimeSpan.FromSeconds(s_outageSeconds), TestContext.Current.CancellationToken);
        await crash.WaitForReceivedAsync(atKill + 50);
        var during = (await crash.ReadReceivedAsync()).Count - atKill;

        await using (var collector = await CollectorHost.StartAsync(data.Path, otlp))
        {
            await crash.KillAppAsync();
            await crash.DrainAsync(otlp);
            output.WriteLine(FormattableString.Invariant($"{s_outageSeconds} s away, {during} calls meanwhile: {await crash.CompareAsync(collector)}"));
        }
    }
}
