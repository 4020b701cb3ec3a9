namespace AiInstrument.Collector.Storage.Model;

/// <summary>A feature that a build declares.</summary>
internal sealed class RegisteredFeature
{
    public required int BuildKey { get; set; }

    public required string FeatureId { get; set; }

    public string? Category { get; set; }

    public string? Owner { get; set; }

    public string? Purpose { get; set; }
}
