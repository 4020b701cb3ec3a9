namespace AiInstrument.Collector.Storage.Model;

/// <summary>The view that a person's list begins with.</summary>
internal sealed class DefaultView
{
    public required int WorkspaceId { get; set; }

    public required string Person { get; set; }

    public required int ViewId { get; set; }
}
