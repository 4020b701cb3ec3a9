using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Access;

/// <summary>Compares secrets with their hashes. Slow hashes are slow on purpose: one at a time, so that guesses cannot take more than one core.</summary>
internal sealed class SecretVerifier : IDisposable
{
    private readonly SemaphoreSlim _slow = new(1, 1);

    /// <summary>Whether the secret is the one that was hashed.</summary>
    public async Task<bool> IsAsync(string secret, byte[] salt, byte[] hash, SecretScheme scheme, CancellationToken cancellationToken)
    {
        if (scheme == SecretScheme.Sha256)
        {
            return SecretHash.Verify(secret, salt, hash, scheme);
        }

        await _slow.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return SecretHash.Verify(secret, salt, hash, scheme);
        }
        finally
        {
            _slow.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slow.Dispose();
}
