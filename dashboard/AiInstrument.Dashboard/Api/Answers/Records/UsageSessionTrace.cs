
using AiInstrument.Collector.Queries.Traces;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>What of a session happened in one trace. <c>elsewhere</c> counts the trace's interactions that are not the session's.</summary>
internal sealed class UsageSessionTrace(TraceSummary trace)
{
    public string TraceId => trace.TraceId;

    public DateTimeOffset Start => trace.Start;

    public double DurationMs => trace.Duration.TotalMilliseconds;

    public long Interactions => trace.Interactions;

    public long Elsewhere => trace.Elsewhere;

    public UsageMeasures Totals { get; } = new(trace.Totals);
}
