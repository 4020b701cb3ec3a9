namespace AiInstrument.Collector.Storage.Model;

/// <summary>An id that a feature of a build had before.</summary>
internal sealed class FormerFeature
{
    public required int BuildKey { get; set; }

    public required string FormerId { get; set; }

    public required string FeatureId { get; set; }
}
