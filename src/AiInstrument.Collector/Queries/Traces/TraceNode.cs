using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>A row of a trace's tree: an interaction, or the run of a tool with interactions beneath it.</summary>
public sealed record TraceNode
{
    /// <summary>16 hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The parent as its sender named it, 16 hex digits; null for none.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>How many rows of the tree are above this one; 0 for a root.</summary>
    public required int Level { get; init; }

    /// <summary>It names a parent that is not stored: a span that is no model call, or one that has not arrived.</summary>
    public bool ParentUnknown { get; init; }

    /// <summary>The interaction; null for the run of a tool.</summary>
    public InteractionRow? Record { get; init; }

    /// <summary>It sums up what is beneath it: an agent, a pipeline, a wrapper.</summary>
    public bool Aggregate { get; init; }

    /// <summary>What the interaction pays for and why, one of <see cref="BillingVerdict"/>; null for the run of a tool.</summary>
    public string? Verdict { get; init; }

    /// <summary>The span that pays instead, 16 hex digits, where the verdict names one.</summary>
    public string? PayerSpanId { get; init; }

    /// <summary>Input plus output tokens that its sender reported; more than its record's where it pays for a remainder.</summary>
    public long? ReportedTokens { get; init; }

    /// <summary>Which attempt at the request this was, from 1; null when the sender did not say.</summary>
    public int? Attempt { get; init; }

    /// <summary>From the trace's start to this one's. The run of a tool is as long as what is beneath it.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Rows beneath it, at any depth.</summary>
    public required int Descendants { get; init; }

    /// <summary>Sums over itself and everything beneath it that counts, each once.</summary>
    public required UsageTotals Subtree { get; init; }
}
