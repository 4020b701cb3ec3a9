namespace AiInstrument.Collector.Access;

/// <summary>Admin tokens and API keys. Secrets are stored as salted hashes and compared in constant time.</summary>
public interface IAccessStore
{
    /// <summary>Creates the first admin when there is none.</summary>
    /// <param name="configuredToken">The token to use (<c>AIINSTRUMENT_ADMIN_TOKEN</c>), or null to make a random one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The token when it was made now and must be shown once; null when an admin exists.</returns>
    Task<string?> EnsureAdminAsync(string? configuredToken, CancellationToken cancellationToken);

    /// <summary>Adds the configured key (<c>AIINSTRUMENT_API_KEY</c>) unless it is there.</summary>
    Task EnsureApiKeyAsync(string key, ApiKeyScopes scopes, CancellationToken cancellationToken);

    /// <summary>Who signs in with this token, or null.</summary>
    Task<AdminIdentity?> VerifyAdminTokenAsync(string token, CancellationToken cancellationToken);

    /// <summary>What this key may do, or null when it is unknown or revoked. Cheap: called for every request.</summary>
    ValueTask<ApiKeyIdentity?> VerifyApiKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether any key exists. Without one, ingest is open on loopback only.</summary>
    ValueTask<bool> HasApiKeysAsync(CancellationToken cancellationToken);
}

/// <summary>What an API key may do.</summary>
[Flags]
public enum ApiKeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Send telemetry.</summary>
    Ingest = 1,

    /// <summary>Read through the JSON API.</summary>
    Read = 2,
}

/// <summary>A signed-in admin.</summary>
/// <param name="UserId">The account's id.</param>
/// <param name="Name">The account's name.</param>
/// <param name="WorkspaceId">The workspace it belongs to.</param>
public sealed record AdminIdentity(int UserId, string Name, int WorkspaceId);

/// <summary>A verified API key.</summary>
/// <param name="KeyId">The key's id (never the key).</param>
/// <param name="WorkspaceId">The workspace it belongs to.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record ApiKeyIdentity(int KeyId, int WorkspaceId, ApiKeyScopes Scopes);
