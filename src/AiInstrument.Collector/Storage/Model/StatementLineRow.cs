namespace AiInstrument.Collector.Storage.Model;

/// <summary>A line of a statement. Lines of days before its month are corrections of earlier statements.</summary>
internal sealed class StatementLineRow
{
    public long StatementId { get; set; }

    public required int Number { get; set; }

    /// <summary>The day since the Unix epoch.</summary>
    public required int Day { get; set; }

    public string? Provider { get; set; }

    public string? Model { get; set; }

    public string? Feature { get; set; }

    public string? Category { get; set; }

    public required long Calls { get; set; }

    public required long Succeeded { get; set; }

    public required long Failed { get; set; }

    public required long InputTokens { get; set; }

    public required long OutputTokens { get; set; }

    public required long CachedInputTokens { get; set; }

    public required long CacheWriteTokens { get; set; }

    public required long ReasoningTokens { get; set; }

    public required long CostNanoUsd { get; set; }

    public required long UnpricedCalls { get; set; }

    public required long UnpricedTokens { get; set; }

    public required long EstimatedCalls { get; set; }

    public required long DurationMs { get; set; }

    /// <summary>The ids of the price versions that its calls were priced with, as a JSON array; empty where no record was left to say.</summary>
    public required string Prices { get; set; }
}
