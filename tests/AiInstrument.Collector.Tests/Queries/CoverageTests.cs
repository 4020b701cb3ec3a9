using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class CoverageTests
{
    private const string Payload = """
        {"features":[{"id":"ticket.summarize","category":"summarization","owner":"support"},{"id":"ticket.tag"}],
         "routes":[{"method":"POST","pattern":"/tickets/{id}/summary"}],
         "jobs":[{"name":"nightly-digest","kind":"job"}],
         "callSites":[
          {"id":"a1","member":"T.A()","file":"A.cs","line":3,"sdk":"openai","method":"M","operation":"chat","feature":"ticket.summarize"},
          {"id":"a2","member":"T.B()","file":"B.cs","line":4,"sdk":"openai","method":"M","operation":"chat"},
          {"id":"a3","member":"T.C()","file":"C.cs","line":5,"sdk":"openai","method":"M","operation":"chat","escape":"method-group"}]}
        """;

    [Fact]
    public async Task Call_sites_features_and_entry_points_are_compared_with_traffic()
    {
        await using var collector = await TestCollector.StartAsync();
        var result = await collector.SendAsync(Spans.Registry(Payload));
        Assert.Equal((0, 1, 0), (result.Stored, result.Ignored, result.Rejected));
        await collector.SendAsync(
            Spans.Chat(("aiinstrument.call_site.id", "a1"), ("aiinstrument.feature.id", "ticket.summarize"), ("aiinstrument.entry_point", "POST /tickets/{id}/summary")),
            Spans.Chat(("aiinstrument.call_site.id", "a1")),
            Spans.Chat(("aiinstrument.call_site.id", "zz"), ("code.function.name", "T.Z()"), ("aiinstrument.entry_point", "purge"), ("aiinstrument.entry_point.kind", "cli")));

        var report = await ReportAsync(collector);

        var build = Assert.Single(report.Builds);
        Assert.Equal(("support", "SupportDesk", "b1", true), (build.Service, build.Assembly, build.BuildId, build.Complete));
        Assert.Equal(
            [("zz", "unknown", 1), ("a1", "intercepted", 2), ("a2", "never-seen", 0), ("a3", "escaped", 0L)],
            report.CallSites.Select(site => (site.Id, site.State, site.Calls)));
        Assert.Equal("T.Z()", report.CallSites[0].Member);
        Assert.Equal("method-group", report.CallSites[3].Escape);
        Assert.Equal([("ticket.summarize", true, 1L), ("ticket.tag", true, 0)], report.Features.Select(item => (item.Name, item.Declared, item.Calls)));
        Assert.Equal(
            [("POST /tickets/{id}/summary", "http", true, 1L), ("nightly-digest", "job", true, 0), ("purge", "cli", false, 1)],
            report.EntryPoints.Select(item => (item.Name, item.Kind, item.Declared, item.Calls)));
    }

    [Fact]
    public async Task The_build_that_appeared_last_is_the_latest_even_when_an_older_one_starts_again()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Payload, build: "old"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry("""{"callSites":[{"id":"n1"}]}""", build: "new"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry(Payload, build: "old"));

        var report = await ReportAsync(collector);

        Assert.Equal("new", Assert.Single(report.Builds).BuildId);
        Assert.Equal("n1", Assert.Single(report.CallSites).Id);
    }

    [Fact]
    public async Task A_registry_is_complete_when_every_part_arrived_in_any_order_and_any_number_of_times()
    {
        await using var collector = await TestCollector.StartAsync();
        var second = Spans.Registry("""{"callSites":[{"id":"n2"}]}""", index: 1, count: 2);
        await collector.SendAsync(second);
        await collector.SendAsync(second);
        Assert.False(Assert.Single((await ReportAsync(collector)).Builds).Complete);

        await collector.SendAsync(Spans.Registry("""{"callSites":[{"id":"n1"}]}""", index: 0, count: 2));

        var report = await ReportAsync(collector);
        Assert.True(Assert.Single(report.Builds).Complete);
        Assert.Equal(["n1", "n2"], report.CallSites.Select(site => site.Id));
    }

    [Fact]
    public async Task A_call_site_knows_from_where_it_is_reached_across_the_assemblies_of_a_service()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Spans.Registry("""{"callSites":[{"id":"l1","feature":"lib.ask"},{"id":"l2"},{"id":"l3"}],"reaches":[]}""", build: "lib", assembly: "Library"),
            Spans.Registry("""
                {"routes":[{"method":"GET","pattern":"/a"},{"method":"GET","pattern":"/b"}],
                 "reaches":[{"entryPoint":"GET /a","kind":"http","callSites":["l1"],"ambiguous":["l2"]},{"entryPoint":"GET /a","kind":"http","callSites":["l2"]},
                            {"entryPoint":"ChatHub.Send","kind":"message","ambiguous":["l1"]},{"entryPoint":"","callSites":["l3"]},{"entryPoint":"GET /b","callSites":[null,""]}]}
                """, build: "web", assembly: "Web"));

        var report = await ReportAsync(collector);

        Assert.Equal(
            [("l1", "ChatHub.Send? GET /a"), ("l2", "GET /a"), ("l3", "")],
            report.CallSites.Select(site => (site.Id, string.Join(' ', site.ReachedFrom!.Select(from => from.EntryPoint + (from.Ambiguous ? "?" : ""))))));
        Assert.Equal(["ChatHub.Send", "GET /a", "GET /b"], report.EntryPoints.Select(item => item.Name));
        Assert.Equal((1, 1, "lib.ask"), (report.EntryPoints[0].Reached!.CallSites, report.EntryPoints[0].Reached!.Ambiguous, Assert.Single(report.EntryPoints[0].Reached!.Features)));
        Assert.Equal((2, 0), (report.EntryPoints[1].Reached!.CallSites, report.EntryPoints[1].Reached!.Ambiguous));
        Assert.Equal([null, "lib.ask"], report.EntryPoints[1].Reached!.Features);
        Assert.Null(report.EntryPoints[2].Reached);
    }

    [Fact]
    public async Task What_no_build_says_is_not_taken_for_unreached()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry(Payload));

        Assert.All((await ReportAsync(collector)).CallSites, site => Assert.Null(site.ReachedFrom));
    }

    [Fact]
    public async Task An_escape_whose_client_measures_it_is_wrapped()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""
            {"callSites":[{"id":"w1","escape":"method-group","measuredBy":"middleware"},{"id":"w2","escape":"raw-http","measuredBy":"http"},{"id":"w3","measuredBy":"middleware"}]}
            """));

        Assert.Equal(
            [("w1", "wrapped", "middleware"), ("w2", "wrapped", "http"), ("w3", "never-seen", "middleware")],
            (await ReportAsync(collector)).CallSites.Select(site => (site.Id, site.State, site.MeasuredBy!)));
    }

    [Theory]
    [InlineData("not json", 0, 1, "payload")]
    [InlineData("null", 0, 1, "payload")]
    [InlineData("{}", 1, 1, "index")]
    [InlineData("{}", 0, 0, "index")]
    [InlineData("{}", -1, 1, "index")]
    public async Task A_registry_span_that_cannot_be_read_is_rejected_with_a_reason_and_the_rest_is_stored(string payload, int index, int count, string reason)
    {
        await using var collector = await TestCollector.StartAsync();

        var result = await collector.SendAsync(Spans.Registry(payload, index: index, count: count), Spans.Chat());

        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        Assert.Contains(reason, result.RejectedMessage, StringComparison.Ordinal);
    }

    private static Task<CoverageReport> ReportAsync(TestCollector collector) =>
        collector.Queries.GetCoverageAsync(Workspaces.DefaultId, collector.Window(), TestContext.Current.CancellationToken);
}
