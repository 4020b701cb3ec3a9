namespace AiInstrument.Collector.Storage.Model;

/// <summary>Failed attempts to sign in with a name, whether or not it is a user's.</summary>
internal sealed class SignInFailures
{
    public required byte[] NameHash { get; set; }

    public required int Attempts { get; set; }

    public required long LastUnixMs { get; set; }

    public long? LockedUntilUnixMs { get; set; }
}
