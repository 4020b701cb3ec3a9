namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The answer of <c>GET /api/ai-usage/views</c>.</summary>
internal sealed record ViewList(IReadOnlyList<RecordView> Views);
