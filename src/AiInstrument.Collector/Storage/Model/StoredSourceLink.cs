namespace AiInstrument.Collector.Storage.Model;

/// <summary>Where a service's source is read.</summary>
internal sealed class StoredSourceLink
{
    public required int WorkspaceId { get; set; }

    /// <summary>Empty for all services that have none of their own.</summary>
    public required string Service { get; set; }

    public required string Template { get; set; }
}
