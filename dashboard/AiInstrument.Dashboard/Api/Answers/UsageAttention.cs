using AiInstrument.Dashboard.Overview;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>What needs attention, the worst first. Sentences are English; <c>href</c> is the page that shows it.</summary>
internal sealed record UsageAttention(IReadOnlyList<AttentionItem> Items);
