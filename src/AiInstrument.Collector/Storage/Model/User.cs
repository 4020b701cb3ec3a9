using AiInstrument.Collector.Access;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>An account of a person. Never deleted: the audit log and statements name it.</summary>
internal sealed class User
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    /// <summary>What the person signs in with, in lower case.</summary>
    public required string Name { get; set; }

    public required UserRole Role { get; set; }

    public required bool Active { get; set; }

    public required SecretScheme Scheme { get; set; }

    public required byte[] Salt { get; set; }

    /// <summary>Null until the person has chosen a password.</summary>
    public byte[]? Hash { get; set; }

    /// <summary>Sessions of another stamp are over.</summary>
    public required string Stamp { get; set; }

    public required long CreatedUnixMs { get; set; }

    public long? SignedInUnixMs { get; set; }

    public List<UserOrganization> Organizations { get; init; } = [];
}
