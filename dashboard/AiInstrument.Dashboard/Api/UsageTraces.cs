namespace AiInstrument.Dashboard.Api;

/// <summary>The newest traces, newest first.</summary>
internal sealed record UsageTraces(IReadOnlyList<UsageSessionTrace> Traces);
