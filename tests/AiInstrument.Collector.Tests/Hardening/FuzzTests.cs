using AiInstrument.Collector.Tests.Receiving;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>The short form of the benchmarks' <c>fuzz</c> command.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20261121;

    [Fact]
    public async Task Forty_thousand_broken_requests_are_answered_and_give_their_memory_back()
    {
        using var folder = new TemporaryFolder();
        var report = new FuzzReport();
        using (var pipeline = new PipelineFuzz(folder.Path))
        {
            await pipeline.RunAsync(Seed, from: 0, count: 40_000, report);
            Assert.Equal(0, pipeline.MemoryTaken);
        }

        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings));
        Assert.Equal(40_000, report.Total);

        // Requests that are all refused would test nothing behind the decoder, and requests that are all readable nothing before it.
        Assert.True(report.Answers["Ok"] + report.Answers["Ok, partly"] > 5_000, report.ToString());
        Assert.True(report.Answers["InvalidArgument"] > 5_000, report.ToString());
    }

    [Fact]
    public async Task A_server_answers_broken_requests_without_an_error_of_its_own_and_goes_on()
    {
        await using var collector = await FullCollector.StartAsync();
        using var fuzz = new ServerFuzz(collector.HttpAddress, collector.GrpcAddress);
        var report = new FuzzReport();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => fuzz.RunAsync(Seed, from: part * 500, count: 500, report)));

        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings));
        Assert.Equal(2_000, report.Total);
        Assert.True(report.Answers["200"] > 100 && report.Answers["gRPC 0"] > 100, report.ToString());
        using var client = new HttpClient();
        using var ready = await client.GetAsync(new Uri(collector.HttpAddress, "/readyz"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public void The_same_seed_makes_the_same_requests() =>
        Assert.Equal(Enumerable.Range(0, 100).Select(number => FuzzRequest.Make(7, number).Describe()), Enumerable.Range(0, 100).Select(number => FuzzRequest.Make(7, number).Describe()));
}
