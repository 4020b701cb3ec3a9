namespace AiInstrument.Collector.Storage.Model;

/// <summary>An account that may sign in to the dashboard.</summary>
internal sealed class Admin
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Name { get; set; }

    public required SecretScheme Scheme { get; set; }

    public required byte[] Salt { get; set; }

    public required byte[] Hash { get; set; }

    public required long CreatedUnixMs { get; set; }
}
