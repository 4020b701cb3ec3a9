namespace AiInstrument.Collector.Storage.Model;

/// <summary>What an organization owes for a month, as it was when the month was closed.</summary>
internal sealed class StatementRow
{
    public long Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Organization { get; set; }

    public required string Month { get; set; }

    public required long ClosedUnixMs { get; set; }

    public required string ClosedBy { get; set; }

    public required string LinesSha256 { get; set; }

    public List<StatementLineRow> Lines { get; init; } = [];
}
