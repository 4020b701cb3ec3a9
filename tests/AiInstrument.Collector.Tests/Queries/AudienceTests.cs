using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Queries.Traces;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>Two organizations in one workspace, one trace and one session: what each may see is what it would see alone.</summary>
public sealed class AudienceTests
{
    private const string A = "org-a";
    private const string B = "org-b";
    private const string C = "org-c";
    private static readonly UInt128 Shared = new(0x77, 0x77);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string[], int> Audiences => new()
    {
        { [A], 4 },
        { [B], 4 },
        { [A, B], 8 },
        { [A, B, C], 9 },
        { [], 0 },
        { ["org"], 0 },
        { ["org-%"], 0 },
        { ["ORG-A"], 0 },
        { ["org-a' OR '1'='1"], 0 },
        { ["org-a\",\"org-b"], 0 },
        { [""], 0 },
    };

    [Theory]
    [MemberData(nameof(Audiences))]
    public async Task Every_query_holds_only_what_may_be_seen(string[] organizations, int calls)
    {
        await using var collector = await StartAsync();
        using var queries = collector.QueriesOf(UsageAudience.Of(organizations));
        var window = collector.Window();
        const int workspace = Workspaces.DefaultId;

        Assert.Equal(calls, (await queries.GetTotalsAsync(workspace, window, UsageFilter.None, Cancel)).Calls);
        Assert.Equal(calls, (await queries.GetTotalsAsync(workspace, collector.Window("1d"), UsageFilter.None, Cancel)).Calls);
        foreach (var dimension in Enum.GetValues<UsageDimension>())
        {
            Assert.Equal(calls, (await queries.GetBreakdownAsync(workspace, window, UsageFilter.None, dimension, Cancel)).Sum(group => group.Totals.Calls));
            Assert.Equal(calls, (await queries.GetSeriesAsync(workspace, window, UsageFilter.None, dimension, 2, Cancel)).Sum(series => series.Buckets.Sum(bucket => bucket.Totals.Calls)));
        }

        foreach (var period in (string[])["1d", "30d"])
        {
            Assert.Equal(calls, (await queries.GetTimelineAsync(workspace, collector.Window(period), UsageFilter.None, Cancel)).Sum(bucket => bucket.Totals.Calls));
        }

        foreach (var query in (RecordQuery[])
        [
            new() { Window = window },
            new() { Window = window, IncludeUncounted = true },
            new() { Window = window, Search = "gpt" },
            new() { Window = window, Search = TraceSql.ToText(Shared) },
            new() { Window = window, Sort = "-cost" },
            new() { Window = window, Status = "ok" },
        ])
        {
            var page = await queries.GetRecordsAsync(workspace, query, Cancel);
            Assert.All(page.Items, row => Assert.Contains(row.Organization, organizations));
            Assert.Equal(query.Search?.Length == 32 ? 2 * organizations.Count(name => name is A or B) : calls, page.TotalCount);
        }

        Assert.Equal(organizations.Count(name => name == B), (await queries.GetUnpricedModelsAsync(workspace, collector.Window("all"), Cancel)).Sum(group => group.Totals.UnpricedCalls));
        Assert.Equal(calls + organizations.Count(name => name == B), (await queries.GetLatestTracesAsync(workspace, 50, Cancel)).Sum(trace => trace.Interactions));
        Assert.Empty((await queries.GetCoverageAsync(workspace, window, Cancel)).Builds);
        Assert.Empty(await queries.GetLossesAsync(workspace, window, Cancel));
    }

    [Fact]
    public async Task A_filter_widens_nothing()
    {
        await using var collector = await StartAsync();
        using var queries = collector.QueriesOf(UsageAudience.Of([A, C]));

        Assert.Equal(4, await CallsAsync(new() { Organization = A }));
        Assert.Equal(1, await CallsAsync(new() { Organization = C }));
        Assert.Equal(0, await CallsAsync(new() { Organization = B }));
        Assert.Equal(0, await CallsAsync(new() { Organization = "" }));
        Assert.Equal(2, await CallsAsync(new() { User = "u1" }));
        Assert.Equal(2, await CallsAsync(new() { User = "u1", Feature = "f" }));
        Assert.Equal(2, await CallsAsync(new() { Project = "", User = "u1" }));

        async Task<long> CallsAsync(UsageFilter filter)
        {
            var page = await queries.GetRecordsAsync(1, new RecordQuery { Window = collector.Window(), Filter = filter }, Cancel);
            Assert.All(page.Items, row => Assert.Contains(row.Organization, (string?[])[A, C]));
            var totals = await queries.GetTotalsAsync(1, collector.Window(), filter, Cancel);
            Assert.Equal(page.TotalCount, totals.Calls);
            return totals.Calls;
        }
    }

    [Fact]
    public async Task A_record_of_another_organization_is_not_there()
    {
        await using var collector = await StartAsync();
        var all = (await collector.RecordsAsync()).Items;
        using var queries = collector.QueriesOf(UsageAudience.Of([A]));

        foreach (var row in all)
        {
            Assert.Equal(row.Organization == A, await queries.GetRecordAsync(1, row.Id, Cancel) is not null);
        }
    }

    [Fact]
    public async Task A_shared_trace_and_session_show_each_its_own_part()
    {
        await using var collector = await StartAsync();
        using var a = collector.QueriesOf(UsageAudience.Of([A]));
        using var c = collector.QueriesOf(UsageAudience.Of([C]));

        var trace = await a.GetTraceAsync(1, TraceSql.ToText(Shared), 1, 100, Cancel);
        var session = await a.GetSessionAsync(1, "s", 1, 10, Cancel);

        Assert.Equal((2L, 2), (trace!.Interactions, trace.Nodes.Count));
        Assert.All(trace.Nodes, node => Assert.Equal(A, node.Record!.Organization));
        Assert.Equal(2, trace.Totals.Calls);
        Assert.Equal(["s"], trace.Sessions);
        Assert.Equal(2, session!.Interactions);
        Assert.All(session.Traces, summary => Assert.Equal(A, summary.First!.Organization));
        Assert.Null(await c.GetTraceAsync(1, TraceSql.ToText(Shared), 1, 100, Cancel));
        Assert.Null(await c.GetSessionAsync(1, "s", 1, 10, Cancel));
        Assert.Null(await a.GetSessionAsync(1, "only-b", 1, 10, Cancel));
    }

    [Fact]
    public async Task What_a_list_says_of_where_it_stopped_is_blurred()
    {
        Assert.True(UsageAudience.Everything.Sees(null));
        Assert.True(UsageAudience.Everything.Sees(B));
        Assert.False(UsageAudience.Of([A]).Sees(null));
        Assert.False(UsageAudience.Of([A]).Sees(""));
        Assert.False(UsageAudience.Of([A]).Sees("ORG-A"));
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync([.. Enumerable.Range(0, 10_002).Select(i => Spans.ChatAt(TestCollector.Noon.AddMilliseconds(-10 * i - 3), ("aiinstrument.organization.id", i % 2 == 0 ? A : B)))]);
        using var a = collector.QueriesOf(UsageAudience.Of([A]));
        using var everybody = collector.QueriesOf(UsageAudience.Everything);
        var query = new RecordQuery { Window = collector.Window("all"), Search = "gpt" };

        var exact = (await everybody.GetRecordsAsync(1, query, Cancel)).Older!.Value;
        var blurred = (await a.GetRecordsAsync(1, query, Cancel)).Older!.Value;

        Assert.Equal(0, blurred.UtcTicks % TimeSpan.TicksPerSecond);
        Assert.InRange(blurred - exact, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static async Task<TestCollector> StartAsync()
    {
        var collector = await TestCollector.StartAsync();
        foreach (var organization in (string[])[A, B])
        {
            await collector.SendAsync(
                Call(organization, "u1"),
                Call(organization, "u1", minutes: 20),
                InTrace(organization, 1),
                InTrace(organization, 2));
        }

        await collector.SendAsync(Call(C, "u2"), Call(null, "u1"), Call(B, "u3", session: "only-b", minutes: 60 * 24 * 40, model: "inhouse-7b"), Spans.Registry("{}"));
        await collector.FillRollupsAsync();
        return collector;
    }

    private static DecodedSpan Call(string? organization, string user, string? session = null, int minutes = 5, string model = "gpt-4o-mini") => Spans.ChatAt(
        TestCollector.Noon.AddMinutes(-minutes),
        ("aiinstrument.organization.id", organization),
        ("user.id", user),
        ("gen_ai.request.model", model),
        ("gen_ai.response.model", model),
        ("aiinstrument.feature.id", "f"),
        ("gen_ai.conversation.id", session));

    private static DecodedSpan InTrace(string organization, ulong span) => Spans.Make(
        "chat", Shared, span + (organization == A ? 100ul : 200ul), TestCollector.Noon.AddMinutes(-9), new DecodedScope { Name = "AiInstrument" }, "support",
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", "openai"),
        ("gen_ai.request.model", "gpt-4o-mini"),
        ("gen_ai.usage.input_tokens", 10L),
        ("gen_ai.usage.output_tokens", 1L),
        ("gen_ai.conversation.id", "s"),
        ("aiinstrument.organization.id", organization));
}
