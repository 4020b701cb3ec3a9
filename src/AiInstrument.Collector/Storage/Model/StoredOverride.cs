namespace AiInstrument.Collector.Storage.Model;

/// <summary>A workspace's own price, discount or alias: exactly one of tiers, discount and the other model is there.</summary>
internal sealed class StoredOverride
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Provider { get; set; }

    public required string Pattern { get; set; }

    /// <summary>The first day as yyyy-MM-dd.</summary>
    public required string EffectiveFrom { get; set; }

    public required string? TiersJson { get; set; }

    /// <summary>Thousandths of a percent.</summary>
    public required long? DiscountMilliPercent { get; set; }

    public required string? OtherProvider { get; set; }

    public required string? OtherModel { get; set; }

    public required string Reason { get; set; }

    public required string Actor { get; set; }

    public required long AtUnixMs { get; set; }
}
