namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The answer of <c>GET /api/ai-usage/traces/{id}</c>: one page of the tree's rows, parents before their children, and the sums of all of the trace.</summary>
internal sealed record UsageTrace(
    string TraceId,
    DateTimeOffset Start,
    double DurationMs,
    long Interactions,
    UsageMeasures Totals,
    IReadOnlyList<string> Sessions,
    bool Complete,
    int Page,
    int PageSize,
    int NodeCount,
    IReadOnlyList<UsageTraceNode> Nodes);
