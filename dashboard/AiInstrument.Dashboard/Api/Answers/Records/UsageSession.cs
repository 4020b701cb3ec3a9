namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The answer of <c>GET /api/ai-usage/sessions?id=</c>: one page of the session's traces, newest first, and the sums of all of them.</summary>
internal sealed record UsageSession(
    string SessionId,
    DateTimeOffset Start,
    DateTimeOffset Last,
    long Interactions,
    UsageMeasures Totals,
    bool Complete,
    int Page,
    int PageSize,
    int TraceCount,
    IReadOnlyList<UsageSessionTrace> Traces);
