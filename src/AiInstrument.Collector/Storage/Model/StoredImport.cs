namespace AiInstrument.Collector.Storage.Model;

/// <summary>An imported price list.</summary>
internal sealed class StoredImport
{
    public int Id { get; set; }

    /// <summary>The workspace of who imported it; its prices hold for all.</summary>
    public required int WorkspaceId { get; set; }

    public required string Format { get; set; }

    public required string File { get; set; }

    /// <summary>The first day as yyyy-MM-dd of what names none itself.</summary>
    public required string EffectiveFrom { get; set; }

    /// <summary>Ids of its prices, separated by commas.</summary>
    public required string PriceIds { get; set; }

    public required int Added { get; set; }

    public required int Changed { get; set; }

    public required int Unchanged { get; set; }

    public required int Refused { get; set; }

    public required string Actor { get; set; }

    public required long AtUnixMs { get; set; }
}
