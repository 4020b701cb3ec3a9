namespace AiInstrument.Collector.Storage.Model;

/// <summary>The person at a sign-in provider to whom an account is tied.</summary>
internal sealed class UserIdentity
{
    public int UserId { get; set; }

    public required string Provider { get; set; }

    public required string Subject { get; set; }
}
