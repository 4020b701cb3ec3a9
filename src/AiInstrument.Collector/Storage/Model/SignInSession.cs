namespace AiInstrument.Collector.Storage.Model;

/// <summary>A browser that is signed in, as a user or with an admin's token.</summary>
internal sealed class SignInSession
{
    public long Id { get; set; }

    public required byte[] SecretHash { get; set; }

    public int? UserId { get; set; }

    public int? AdminId { get; set; }

    /// <summary>The user's stamp when the session began; empty for an admin's token.</summary>
    public required string Stamp { get; set; }

    public required long CreatedUnixMs { get; set; }

    public required long SeenUnixMs { get; set; }
}
