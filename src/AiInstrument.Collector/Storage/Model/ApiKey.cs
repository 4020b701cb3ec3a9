using AiInstrument.Collector.Access;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>A key that senders and readers present. The key itself is not stored.</summary>
internal sealed class ApiKey
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Name { get; set; }

    public required SecretScheme Scheme { get; set; }

    public required byte[] Salt { get; set; }

    public required byte[] Hash { get; set; }

    public required ApiKeyScopes Scopes { get; set; }

    public required long CreatedUnixMs { get; set; }

    public long? RevokedUnixMs { get; set; }
}
