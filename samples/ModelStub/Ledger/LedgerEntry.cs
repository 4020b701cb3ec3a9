using ModelStub.Serving;

namespace ModelStub.Ledger;

/// <summary>How far a call came.</summary>
public enum LedgerOutcome
{
    /// <summary>Being served.</summary>
    Running,

    /// <summary>Answered to the end.</summary>
    Completed,

    /// <summary>Answered with an error.</summary>
    Failed,

    /// <summary>The client went away before the end.</summary>
    Aborted,
}

/// <summary>One request to a model.</summary>
public sealed record LedgerEntry
{
    /// <summary>Counts from 1.</summary>
    public required int Id { get; init; }

    /// <summary><c>openai</c> or <c>anthropic</c>: whose API was spoken.</summary>
    public required string Provider { get; init; }

    /// <summary>For example <c>chat.completions</c>.</summary>
    public required string Api { get; init; }

    /// <summary>The model that answered; the requested one as long as no answer named another.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the client asked for a stream.</summary>
    public bool Streamed { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>How far the call came.</summary>
    public LedgerOutcome Outcome { get; init; }

    /// <summary>The tokens that the client was told: a stream that ended before its usage counts only what was sent.</summary>
    public LedgerTokens Tokens { get; init; } = LedgerTokens.None;

    /// <summary>Who called and what for, as the prompt's first line says; empty without one.</summary>
    public PromptTag Tag { get; init; } = PromptTag.None;
}
