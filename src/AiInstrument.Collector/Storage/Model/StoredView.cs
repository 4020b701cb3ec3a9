namespace AiInstrument.Collector.Storage.Model;

/// <summary>A list of records under a name.</summary>
internal sealed class StoredView
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    /// <summary>Its owner, as <see cref="Views.ViewReader.Person"/>.</summary>
    public required string Person { get; set; }

    public required string OwnerName { get; set; }

    public required string Name { get; set; }

    public required string Query { get; set; }

    public required bool Shared { get; set; }

    public required long CreatedUnixMs { get; set; }
}
