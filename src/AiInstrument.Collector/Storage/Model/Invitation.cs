namespace AiInstrument.Collector.Storage.Model;

/// <summary>A code with which a user chooses a password, once.</summary>
internal sealed class Invitation
{
    public int UserId { get; set; }

    public required byte[] SecretHash { get; set; }

    public required long ExpiresUnixMs { get; set; }
}
