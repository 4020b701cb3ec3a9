namespace AiInstrument.Collector.Storage.Model;

/// <summary>A build whose registry arrived, in whole or in part.</summary>
internal sealed class Build
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Service { get; set; }

    public required string Assembly { get; set; }

    public required string BuildId { get; set; }

    public required int ChunkCount { get; set; }

    public required bool Complete { get; set; }

    public required long FirstSeenUnixMs { get; set; }

    /// <summary>Whether the build looked what its entry points reach.</summary>
    public bool KnowsReaches { get; set; }
}
