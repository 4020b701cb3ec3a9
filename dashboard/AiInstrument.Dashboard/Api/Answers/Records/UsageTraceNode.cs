
using AiInstrument.Collector.Queries.Traces;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>A row of a trace's tree. <c>record</c> and <c>verdict</c> are null for the run of a tool; <c>subtree</c> sums up the row and everything beneath it that counts, each once.</summary>
internal sealed class UsageTraceNode(TraceNode node)
{
    public string SpanId => node.SpanId;

    public string? ParentSpanId => node.ParentSpanId;

    public bool ParentUnknown => node.ParentUnknown;

    public int Level => node.Level;

    public string Kind => node.Record is null ? "tool" : node.Aggregate ? "aggregate" : "call";

    public double OffsetMs => node.Offset.TotalMilliseconds;

    public double DurationMs => node.Duration.TotalMilliseconds;

    public string? Verdict => node.Verdict;

    public string? PayerSpanId => node.PayerSpanId;

    public long? ReportedTokens => node.ReportedTokens;

    public int? Attempt => node.Attempt;

    public int Descendants => node.Descendants;

    public UsageMeasures Subtree { get; } = new(node.Subtree);

    public UsageRecord? Record { get; } = node.Record is { } row ? new UsageRecord(row) : null;
}
