namespace AiInstrument.Collector.Storage.Model;

/// <summary>What a dollar is worth in another currency, for display alone.</summary>
internal sealed class StoredRate
{
    public required int WorkspaceId { get; set; }

    public required string Code { get; set; }

    /// <summary>Billionths of the currency's unit for one dollar.</summary>
    public required long NanosPerUsd { get; set; }

    public required string Actor { get; set; }

    public required long AtUnixMs { get; set; }
}
