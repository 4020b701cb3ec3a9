using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Access;

/// <summary>API keys as admins manage them. Every change is audited.</summary>
public interface IApiKeys
{
    /// <summary>All keys, revoked ones too, the newest first.</summary>
    Task<IReadOnlyList<ApiKeyInfo>> ListAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <returns>The key, which cannot be read again.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the key may do nothing.</exception>
    Task<string> CreateAsync(Actor actor, string name, ApiKeyScopes scopes, CancellationToken cancellationToken);

    /// <summary>Refuses a key from now on.</summary>
    /// <returns>False when there is no such key that works.</returns>
    Task<bool> RevokeAsync(Actor actor, int id, CancellationToken cancellationToken);
}
