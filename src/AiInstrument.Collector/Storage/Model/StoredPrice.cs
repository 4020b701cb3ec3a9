namespace AiInstrument.Collector.Storage.Model;

/// <summary>A price version that was in a book once. Never changed or deleted: costs refer to it.</summary>
internal sealed class StoredPrice
{
    public int Id { get; set; }

    public required string ContentHash { get; set; }

    public required string Provider { get; set; }

    /// <summary>Model names and patterns, separated by line feeds.</summary>
    public required string Models { get; set; }

    /// <summary>The first day as yyyy-MM-dd.</summary>
    public required string EffectiveFrom { get; set; }

    public required string Source { get; set; }

    public required string TiersJson { get; set; }

    public required long CreatedUnixMs { get; set; }
}
