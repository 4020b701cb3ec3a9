using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

public sealed class DurabilityTests
{
    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_a_resend_counts_nothing_twice()
    {
        using var data = new TemporaryFolder();
        var spans = Enumerable.Range(0, 60).Select(i => new Span("openai", "gpt-4o-mini", Input: 100, Output: 10) { User = $"user-{i}" }).ToList();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);

        await using (var host = await CollectorHost.StartAsync(data.Path))
        {
            // The kill comes while two thirds of the requests are still under way.
            var sending = spans.ToDictionary(span => host.SendAsync(span), span => span.User);
            while (acknowledged.Count < 20)
            {
                var sent = await Task.WhenAny(sending.Keys);
                await sent;
                acknowledged.Add(sending[sent]);
                sending.Remove(sent);
            }

            await host.KillAsync();
            foreach (var (send, user) in sending)
            {
                await Task.WhenAny(send);
                if (send.IsCompletedSuccessfully)
                {
                    acknowledged.Add(user);
                }
            }
        }

        await using (var host = await CollectorHost.StartAsync(data.Path))
        {
            var kept = (await host.ReadRecordsAsync()).Select(r => r.GetProperty("user").GetString()!).ToList();
            Assert.Superset(acknowledged, kept.ToHashSet(StringComparer.Ordinal));
            Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());

            await Task.WhenAll(spans.Select(host.SendAsync));
            var totals = JsonDocument.Parse(await host.ReadStatsAsync()).RootElement.GetProperty("totals");
            Assert.Equal(
                (60, 6000, 600, 60 * ((100 * 150) + (10 * 600))),
                (Number("calls"), Number("inputTokens"), Number("outputTokens"), Number("costNanoUsd")));

            long Number(string name) => totals.GetProperty(name).GetInt64();
        }
    }

    [Fact]
    public async Task The_same_payload_twice_changes_nothing()
    {
        using var data = new TemporaryFolder();
        await using var host = await CollectorHost.StartAsync(data.Path);
        var span = new Span("anthropic", "claude-sonnet-4-5", Input: 1000, Output: 200) { Cached = 300 };
        await host.SendAsync(span);
        var once = await host.ReadStatsAsync();

        await host.SendAsync(span);

        Assert.Equal(once, await host.ReadStatsAsync());
        Assert.Single(await host.ReadRecordsAsync());
    }
}
