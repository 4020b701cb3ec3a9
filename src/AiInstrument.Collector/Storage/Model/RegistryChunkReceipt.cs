namespace AiInstrument.Collector.Storage.Model;

/// <summary>A part of a build's registry that arrived.</summary>
internal sealed class RegistryChunkReceipt
{
    public required int BuildKey { get; set; }

    public required int ChunkIndex { get; set; }
}
