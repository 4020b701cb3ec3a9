namespace AiInstrument.Collector.Storage.Model;

/// <summary>One change of the control plane.</summary>
internal sealed class AuditRow
{
    public long Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required long AtUnixMs { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public required string Details { get; set; }
}
