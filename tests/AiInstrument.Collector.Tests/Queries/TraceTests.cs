using System.Globalization;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Traces;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>A trace's tree and a session's traces have the ledger's sums, each interaction once.</summary>
public sealed class TraceTests
{
    private static readonly DecodedScope Scope = new() { Name = "AiInstrument" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_tree_the_order_and_the_repeats_each_subtree_is_the_sum_of_what_is_beneath_it_and_the_roots_are_the_ledger()
    {
        foreach (var seed in Gen.Sample(ArbMap.Default.GeneratorFor<int>(), 12).ToList())
        {
            await using var collector = await TestCollector.StartAsync();
            var random = new Random(seed);
            var trees = Enumerable.Range(0, 3).Select(_ => new CallTreeModel(random).Grow(random.Next(1, 30))).ToList();
            var all = trees.SelectMany(tree => tree.Nodes.Select(node => (Tree: tree, Node: node))).ToArray();
            (CallTreeModel Tree, CallTreeModel.Node Node)[] arrivals = [.. all, .. all.Where(_ => random.Next(3) == 0)];
            random.Shuffle(arrivals);
            var known = trees.ToDictionary(tree => tree, _ => new HashSet<CallTreeModel.Node>());
            for (var sent = 0; sent < arrivals.Length;)
            {
                var batch = arrivals[sent..Math.Min(arrivals.Length, sent + random.Next(1, 25))];
                sent += batch.Length;
                await collector.SendAsync([.. batch.Select(arrival => arrival.Tree.Span(arrival.Node))]);
                Array.ForEach(batch, arrival => known[arrival.Tree].Add(arrival.Node));
                foreach (var tree in trees)
                {
                    await AgreesAsync(collector, tree.TraceId, known[tree], $"Seed {seed}, after {sent} spans");
                }
            }
        }
    }

    [Fact]
    public async Task Each_row_says_what_it_pays_for_and_why()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            Span(1, 0, 0, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 100L)),
            Span(2, 1, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 600L), ("gen_ai.usage.output_tokens", 100L), ("gen_ai.response.id", "r")),
            Span(3, 2, 2, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 600L), ("gen_ai.usage.output_tokens", 100L), ("gen_ai.response.id", "r")),
            Span(4, 1, 3, ("gen_ai.operation.name", "execute_tool")),
            Span(5, 4, 4, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 50L)),
            Span(6, 5, 5, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 50L), ("http.request.resend_count", 2L)),
            Span(7, 5, 6, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 50L), ("aiinstrument.covered_by", "0000000000000006")),
            Span(8, 0, 7, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 0L)));

        var trace = await TraceAsync(collector);

        Assert.Equal(
            [
                "0 1 remainder 1100", ".1 2 counted 700", "..2 3 same-response 700 by 2", ".4 4 tool", "..4 5 counted-beneath 50", "...5 6 counted 50 attempt 3", "...6 7 covered 50 by 6",
                "7 8 no-usage 0",
            ],
            trace!.Nodes.Select(node => string.Create(
                CultureInfo.InvariantCulture,
                $"{new string('.', node.Level)}{node.Offset.TotalSeconds} {node.SpanId.TrimStart('0')} {node.Verdict ?? "tool"}{node.ReportedTokens?.ToString(" 0", CultureInfo.InvariantCulture)}{(node.PayerSpanId is { } payer ? " by " + payer.TrimStart('0') : "")}{(node.Attempt is { } attempt ? $" attempt {attempt}" : "")}")));
        Assert.Equal((3L, 1050L, 100L), (trace.Totals.Calls, trace.Totals.InputTokens, trace.Totals.OutputTokens));
        Assert.Equal((7L, 8, true), (trace.Interactions, trace.NodeCount, trace.Complete));
        Assert.Equal(400L, trace.Nodes[0].Record!.InputTokens);
    }

    [Fact]
    public async Task A_page_of_a_large_trace_has_the_totals_of_all_of_it()
    {
        await using var collector = await TestCollector.StartAsync();
        const int Count = 2500;
        await collector.SendAsync([.. Enumerable.Range(1, Count).Select(span => Span(
            (ulong)span, span == 1 ? 0 : 1UL, span, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 1L)))]);

        var spans = new List<string>();
        for (var page = 1; page <= 6; page++)
        {
            var trace = await TraceAsync(collector, page, 500);
            Assert.Equal((Count, Count, true), (trace!.Totals.Calls, trace.NodeCount, trace.Complete));
            spans.AddRange(trace.Nodes.Select(node => node.SpanId));
        }

        Assert.Equal(Enumerable.Range(1, Count).Select(span => span.ToString("x16", CultureInfo.InvariantCulture)), spans);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000004e")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000004g")]
    [InlineData("+000000000000000000000000000004d")]
    public async Task What_is_no_trace_of_the_workspace_is_not_found(string trace)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Span(1, 0, 0, ("gen_ai.operation.name", "chat")));

        Assert.NotNull(await collector.Queries.GetTraceAsync(Workspaces.DefaultId, "0000000000000000000000000000004d", 1, 10, Cancel));
        Assert.Null(await collector.Queries.GetTraceAsync(Workspaces.DefaultId, trace, 1, 10, Cancel));
        Assert.Null(await collector.Queries.GetTraceAsync(Workspaces.DefaultId + 1, "0000000000000000000000000000004d", 1, 10, Cancel));
    }

    [Fact]
    public async Task A_session_has_its_traces_newest_first_and_the_sum_of_all_pages()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync([.. Enumerable.Range(0, 30).Select(i => InSession((ulong)(100 + i), 1, i, "s"))]);

        var first = await SessionAsync(collector, "s", 1);
        var last = await SessionAsync(collector, "s", 3);

        Assert.Equal((30, 30L, 30L, true), (first!.TraceCount, first.Interactions, first.Totals.Calls, first.Complete));
        Assert.Equal((10, 10), (first.Traces.Count, last!.Traces.Count));
        Assert.Equal([129, 128, 127], first.Traces.Take(3).Select(trace => Convert.ToInt32(trace.TraceId, 16)));
        Assert.Equal(100, Convert.ToInt32(last.Traces[^1].TraceId, 16));
        Assert.Equal("chat", first.Traces[0].First!.Operation);
        Assert.Equal(first.Totals, await collector.TotalsAsync("all"));
        Assert.Null(await SessionAsync(collector, "t", 1));
        Assert.Null(await collector.Queries.GetSessionAsync(Workspaces.DefaultId + 1, "s", 1, 10, Cancel));
    }

    [Fact]
    public async Task A_call_without_a_session_belongs_to_the_only_session_of_its_trace_and_none_is_counted_in_two()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(
            InSession(1, 1, 0, "a"), InSession(1, 2, 1, null),
            InSession(2, 1, 2, "a"), InSession(2, 2, 3, "b"), InSession(2, 3, 4, null));

        var a = await SessionAsync(collector, "a", 1);
        var b = await SessionAsync(collector, "b", 1);

        Assert.Equal((3L, 1L), (a!.Totals.Calls, b!.Totals.Calls));
        Assert.Equal([(1L, 2L), (2L, 0L)], a.Traces.Select(trace => (trace.Interactions, trace.Elsewhere)));
        Assert.Equal((1L, 2L), (b.Traces[0].Interactions, b.Traces[0].Elsewhere));
    }

    [Fact]
    public async Task The_newest_traces_come_first()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(InSession(5, 1, 0, null), InSession(5, 2, 9, null), InSession(6, 1, 5, null), InSession(7, 1, 1, null));

        var latest = await collector.Queries.GetLatestTracesAsync(Workspaces.DefaultId, 2, Cancel);

        Assert.Equal([("05", 2L), ("06", 1L)], latest.Select(trace => (trace.TraceId[^2..], trace.Interactions)));
    }

    [Fact]
    public async Task Traces_and_sessions_are_found_by_an_index()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(InSession(1, 1, 0, "s"));

        Assert.Contains("ux_interactions_span", await PlanAsync($"SELECT i.duration_nano FROM interactions i WHERE {TraceSql.InTrace} GROUP BY i.trace_id"), StringComparison.Ordinal);
        Assert.Contains("ux_interactions_span", await PlanAsync(TraceSql.FirstSql), StringComparison.Ordinal);
        Assert.Contains("ix_interactions_session", await PlanAsync(SessionQueries.TracesSql), StringComparison.Ordinal);

        async Task<string> PlanAsync(string sql)
        {
            using var connection = await collector.File.OpenReaderAsync(Cancel);
            using var command = connection.CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var parameter in (string[])["$workspace", "$trace", "$session", "$most", "$seen"])
            {
                command.Parameters.AddWithValue(parameter, 1);
            }

            using var reader = await command.ExecuteReaderAsync(Cancel);
            var plan = "";
            while (await reader.ReadAsync(Cancel))
            {
                plan += reader.GetString(3) + '\n';
            }

            Assert.DoesNotContain("SCAN i", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("ix_interactions_time", plan, StringComparison.Ordinal);
            return plan;
        }
    }

    private static async Task AgreesAsync(TestCollector collector, string traceId, HashSet<CallTreeModel.Node> known, string after)
    {
        var trace = await collector.Queries.GetTraceAsync(Workspaces.DefaultId, traceId, 1, 1000, Cancel);
        var calls = known.Count(node => node.Sort is CallTreeModel.Sort.Agent or CallTreeModel.Sort.Call);
        Assert.True((trace is null) == (calls == 0), $"{after}: {calls} interactions of {traceId} are known.");
        if (trace is null)
        {
            return;
        }

        var (paidCalls, paidInput, paidOutput) = CallTreeModel.Paid(known);
        Assert.Equal((paidCalls, paidInput, paidOutput), ((int)trace.Totals.Calls, trace.Totals.InputTokens, trace.Totals.OutputTokens));
        Assert.Equal(trace.Totals, trace.Nodes.Where(node => node.Level == 0).Aggregate(new UsageTotals(), (sum, node) => sum.Plus(node.Subtree)));
        Assert.Equal(calls, trace.Nodes.Count(node => node.Record is not null));
        Assert.Equal(trace.Nodes.Count, trace.Nodes.Select(node => node.SpanId).Distinct().Count());

        // What each row pays for, added to everything above it, the simplest way.
        var parents = known.ToDictionary(node => node.Span.ToString("x16", CultureInfo.InvariantCulture), node => node.Parent.ToString("x16", CultureInfo.InvariantCulture));
        foreach (var node in trace.Nodes)
        {
            var beneath = trace.Nodes.Where(other => IsWithin(other.SpanId, node.SpanId)).ToList();
            var paid = beneath.Where(other => other.Record is { Counted: true }).Select(other => other.Record!).ToList();
            Assert.True(
                (paid.Count, paid.Sum(row => row.CostNanoUsd ?? 0), paid.Sum(row => row.InputTokens ?? 0)) == ((int)node.Subtree.Calls, node.Subtree.CostNanoUsd, node.Subtree.InputTokens),
                $"{after}: {node.SpanId} sums up {node.Subtree}, beneath it are {paid.Count} that count.");
            Assert.Equal(beneath.Count - 1, node.Descendants);
        }

        bool IsWithin(string span, string above)
        {
            for (var at = span; ; at = parents[at])
            {
                if (at == above || !parents.ContainsKey(at))
                {
                    return at == above;
                }
            }
        }
    }

    private static DecodedSpan Span(ulong span, ulong parent, int second, params (string Key, object? Value)[] attributes) => Span(77, span, parent, second, attributes);

    private static DecodedSpan Span(UInt128 trace, ulong span, ulong parent, int second, params (string Key, object? Value)[] attributes)
    {
        var made = Spans.Make(
            "span", trace, span, TestCollector.Noon.AddMinutes(-60).AddSeconds(second), Scope, "support",
            [("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), .. attributes]);
        made.ParentSpanId = parent;
        return made;
    }

    private static DecodedSpan InSession(UInt128 trace, ulong span, int second, string? session) => Span(
        trace, span, 0, second, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.conversation.id", session));

    private static Task<TraceView?> TraceAsync(TestCollector collector, int page = 1, int pageSize = 100) =>
        collector.Queries.GetTraceAsync(Workspaces.DefaultId, "0000000000000000000000000000004d", page, pageSize, Cancel);

    private static Task<SessionView?> SessionAsync(TestCollector collector, string session, int page) =>
        collector.Queries.GetSessionAsync(Workspaces.DefaultId, session, page, 10, Cancel);
}
