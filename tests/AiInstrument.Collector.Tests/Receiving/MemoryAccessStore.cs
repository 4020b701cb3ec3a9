using AiInstrument.Collector.Access;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>API keys in a dictionary. Admins are no concern of the receivers.</summary>
internal sealed class MemoryAccessStore : IAccessStore
{
    public Dictionary<string, ApiKeyIdentity> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>What the store throws instead of answering, if anything.</summary>
    public Exception? Failure { get; set; }

    public ValueTask<ApiKeyIdentity?> VerifyApiKeyAsync(string key, CancellationToken cancellationToken) =>
        Failure is null ? ValueTask.FromResult(Keys.GetValueOrDefault(key)) : ValueTask.FromException<ApiKeyIdentity?>(Failure);

    public ValueTask<bool> HasApiKeysAsync(CancellationToken cancellationToken) =>
        Failure is null ? ValueTask.FromResult(Keys.Count > 0) : ValueTask.FromException<bool>(Failure);

    public Task<string?> EnsureAdminAsync(string? configuredToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EnsureApiKeyAsync(string key, ApiKeyScopes scopes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AdminIdentity?> VerifyAdminTokenAsync(string token, CancellationToken cancellationToken) => throw new NotSupportedException();
}
