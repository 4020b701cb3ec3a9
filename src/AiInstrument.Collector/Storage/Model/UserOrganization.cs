namespace AiInstrument.Collector.Storage.Model;

/// <summary>An organization that a user belongs to.</summary>
internal sealed class UserOrganization
{
    public int UserId { get; set; }

    public required string Organization { get; set; }
}
