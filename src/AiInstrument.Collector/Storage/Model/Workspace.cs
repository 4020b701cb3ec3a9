namespace AiInstrument.Collector.Storage.Model;

/// <summary>An isolated tenant of the collector.</summary>
internal sealed class Workspace
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required long CreatedUnixMs { get; set; }
}
