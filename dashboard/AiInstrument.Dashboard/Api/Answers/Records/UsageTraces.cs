namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The newest traces, newest first.</summary>
internal sealed record UsageTraces(IReadOnlyList<UsageSessionTrace> Traces);
