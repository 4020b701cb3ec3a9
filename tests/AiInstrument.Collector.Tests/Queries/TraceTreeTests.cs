using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Traces;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>The shape of a trace's tree, whatever arrived of it.</summary>
public sealed class TraceTreeTests
{
    [Fact]
    public void Children_stand_beneath_their_parents_by_their_start()
    {
        var rows = TraceTree.Build([Call(3, 1, start: 30), Call(2, 1, start: 20), Call(1, 0, start: 10), Call(4, 2, start: 25)], []);

        Assert.Equal("1 .2 ..4 .3", Shape(rows));
        Assert.Equal([4L, 2L, 1L, 1L], rows.Select(row => row.Subtree.Calls));
        Assert.Equal([3, 1, 0, 0], rows.Select(row => row.Descendants));
    }

    [Fact]
    public void Spans_that_are_no_calls_are_left_out_and_runs_of_tools_stay_when_something_is_beneath_them()
    {
        var rows = TraceTree.Build(
            [Call(1, 9, start: 10), Call(4, 3, start: 20, nanos: 5)],
            [new(9, 0xdead, Tool: false), new(2, 1, Tool: true), new(3, 2, Tool: false), new(5, 1, Tool: true)]);

        Assert.Equal("1? .2 ..4", Shape(rows));
        Assert.Equal((null, 20L, 25L, 1L), (rows[1].Call, rows[1].Start, rows[1].End, rows[1].Subtree.Calls));
    }

    [Fact]
    public void An_orphan_is_a_root_until_its_parent_arrives()
    {
        TracedCall[] orphans = [Call(2, 1, start: 20), Call(3, 1, start: 30)];

        Assert.Equal("2? 3?", Shape(TraceTree.Build(orphans, [])));
        Assert.Equal("1 .2 .3", Shape(TraceTree.Build([.. orphans, Call(1, 0, start: 10)], [])));
    }

    [Fact]
    public void Circles_are_cut_at_their_earliest_span_and_lose_nothing()
    {
        var rows = TraceTree.Build(
            [Call(1, 2, start: 30), Call(2, 1, start: 20), Call(3, 3, start: 40), Call(4, 1, start: 50), Call(5, 7, start: 60), Call(6, 8, start: 70)],
            [new(7, 8, Tool: false), new(8, 7, Tool: false)]);

        Assert.Equal("2 .1 ..4 3 5? 6?", Shape(rows));
        Assert.Equal(6, rows.Where(row => row.Level == 0).Sum(row => row.Subtree.Calls));
    }

    [Fact]
    public void A_circle_of_tools_is_cut_too()
    {
        var rows = TraceTree.Build([Call(1, 3, start: 10)], [new(2, 3, Tool: true), new(3, 2, Tool: true)]);

        Assert.Equal("2 .3 ..1", Shape(rows));
        Assert.Equal(1, rows[0].Subtree.Calls);
    }

    [Fact]
    public void A_chain_of_thousands_is_no_deeper_than_the_stack()
    {
        const int Depth = 20_000;
        var rows = TraceTree.Build([.. Enumerable.Range(1, Depth).Select(span => Call((ulong)span, (ulong)span - 1, span))], []);

        Assert.Equal((Depth, Depth - 1, Depth - 1), ((int)rows[0].Subtree.Calls, rows[0].Descendants, rows[^1].Level));
    }

    private static TracedCall Call(ulong span, ulong parent, long start, long nanos = 1) => new((long)span, span, parent, start, nanos, new UsageTotals { Calls = 1 });

    // Spans in order, a dot for each level; a question mark where the parent is not known.
    private static string Shape(IReadOnlyList<TraceTree.Row> rows) =>
        string.Join(' ', rows.Select(row => $"{new string('.', row.Level)}{row.Span}{(row.ParentUnknown ? "?" : "")}"));
}
