namespace AiInstrument.Collector.Storage.Model;

/// <summary>What a process says it has lost so far.</summary>
internal sealed class StoredLoss
{
    public required int WorkspaceId { get; set; }

    public required string Service { get; set; }

    public required string Instance { get; set; }

    public long Lost { get; set; }

    public long Rejected { get; set; }

    public long SinceUnixMs { get; set; }

    public long LastUnixMs { get; set; }
}
