using AiInstrument.Dashboard.Overview;

namespace AiInstrument.Dashboard.Api;

/// <summary>What needs attention, the worst first. Sentences are English; <c>href</c> is the page that shows it.</summary>
internal sealed record UsageAttention(IReadOnlyList<AttentionItem> Items);
