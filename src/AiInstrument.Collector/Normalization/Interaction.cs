using AiInstrument.Collector.Content;
using AiInstrument.Collector.Normalization.Content;

namespace AiInstrument.Collector.Normalization;

/// <summary>One LLM call in the words of this product, whatever dialect it was sent in. Strings are never empty: absent is null.</summary>
internal sealed record Interaction
{
    /// <summary>The error type of a call that a budget did not allow: the exception that the runtime throws in its place.</summary>
    public const string DeniedType = "AiInstrument.Budgets.AiBudgetExceededException";

    /// <summary>The trace.</summary>
    public required UInt128 TraceId { get; init; }

    /// <summary>The span.</summary>
    public required ulong SpanId { get; init; }

    /// <summary>The parent span; 0 for none.</summary>
    public ulong ParentSpanId { get; init; }

    /// <summary>When the call began, nanoseconds since the Unix epoch, UTC.</summary>
    public required long StartUnixNano { get; init; }

    /// <summary>How long it took, in nanoseconds.</summary>
    public long DurationNano { get; init; }

    /// <summary><see cref="SpanRole.Inference"/> for a call, <see cref="SpanRole.Aggregate"/> for a span whose usage repeats that of the calls beneath it.</summary>
    public SpanRole Role { get; init; } = SpanRole.Inference;

    /// <summary>The dialect that knew the span for what it is.</summary>
    public string? Dialect { get; init; }

    /// <summary>SpanKind as on the wire: 1 internal, 2 server, 3 client.</summary>
    public int Kind { get; init; }

    /// <summary>Which attempt at the request this was, from 1; null when the sender did not say.</summary>
    public int? Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public InteractionStatus Status { get; init; }

    /// <summary>The error's class.</summary>
    public string? ErrorType { get; init; }

    /// <summary><c>chat</c>, <c>embeddings</c>, …</summary>
    public string? Operation { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it, or the host that was called.</summary>
    public string? Provider { get; init; }

    /// <summary>The requested model.</summary>
    public string? RequestModel { get; init; }

    /// <summary>The answering model.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Why the model stopped; several choices are separated by commas.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The served tier, or the requested one where the answer names none.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Streamed.</summary>
    public bool Streaming { get; init; }

    /// <summary>Nanoseconds until the first token.</summary>
    public long? TimeToFirstTokenNano { get; init; }

    /// <summary>The tokens.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>What the sender says the call cost, in nano-dollars. Kept beside the cost by the price book and never in its place.</summary>
    public long? ReportedCostNanoUsd { get; init; }

    /// <summary>The usage is estimated, partial, or missing where there must have been some.</summary>
    public bool Estimated { get; init; }

    /// <summary>The answer came from a cache of the application or a gateway: it cost nothing.</summary>
    public bool CacheHit { get; init; }

    /// <summary>The feature id.</summary>
    public string? Feature { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</summary>
    public string? EntryPointKind { get; init; }

    /// <summary>The organization id.</summary>
    public string? Organization { get; init; }

    /// <summary>The user id.</summary>
    public string? User { get; init; }

    /// <summary>The project id.</summary>
    public string? Project { get; init; }

    /// <summary>The document id.</summary>
    public string? Document { get; init; }

    /// <summary>The session id.</summary>
    public string? Session { get; init; }

    /// <summary>The service that called.</summary>
    public string? Service { get; init; }

    /// <summary>The call site's id.</summary>
    public string? CallSite { get; init; }

    /// <summary>The build's id.</summary>
    public string? Build { get; init; }

    /// <summary>The member that contains the call.</summary>
    public string? CodeFunction { get; init; }

    /// <summary>The source file.</summary>
    public string? CodeFile { get; init; }

    /// <summary>The line, from 1.</summary>
    public int? CodeLine { get; init; }

    /// <summary>The instrumentation that made the span.</summary>
    public string? Scope { get; init; }

    /// <summary>Why the span is stored but does not count, or null when it counts.</summary>
    public string? UncountedReason { get; init; }

    /// <summary>The leases of budgets that the call was made on, ids joined by commas.</summary>
    public string? BudgetLeases { get; init; }

    /// <summary>What was left out of the call; null when nothing was.</summary>
    public LeftOut? LeftOut { get; init; }

    /// <summary>The span's attributes as a JSON object in UTF-8, content left out.</summary>
    public byte[] Attributes { get; set; } = "{}"u8.ToArray();

    /// <summary>What people and models said, as it was sent; null when nothing was, or when it is not kept. Gone when it is packed.</summary>
    public CallContent? Content { get; set; }

    /// <summary>The content as it is stored.</summary>
    public PackedContent? Packed { get; set; }

    /// <summary>The answering model, or the requested one where the answer names none.</summary>
    public string? Model => ResponseModel ?? RequestModel;

    /// <summary>A budget did not allow the call: it was not made.</summary>
    public bool IsDenied => ErrorType == DeniedType;

    /// <summary>Pays for the call.</summary>
    public bool Counted => UncountedReason is null;

    /// <summary>When the call began, UTC.</summary>
    public DateTimeOffset Start => DateTimeOffset.UnixEpoch.AddTicks(StartUnixNano / 100);
}
