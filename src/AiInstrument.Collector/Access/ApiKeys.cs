using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Access;

/// <summary>Manages API keys in the database.</summary>
internal sealed class ApiKeys(CollectorDatabase database, Verified<ApiKeyIdentity> verified, TimeProvider time) : IApiKeys
{
    private const int MostNameChars = 100;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.ApiKeys.AsNoTracking().Where(key => key.WorkspaceId == workspaceId).OrderByDescending(key => key.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(key => new ApiKeyInfo(
                key.Id,
                key.Name,
                key.Scopes,
                DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedUnixMs),
                key.RevokedUnixMs is { } revoked ? DateTimeOffset.FromUnixTimeMilliseconds(revoked) : null));
        }
    }

    /// <inheritdoc/>
    public async Task<string> CreateAsync(Actor actor, string name, ApiKeyScopes scopes, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (scopes == ApiKeyScopes.None)
        {
            throw new ArgumentException("A key that may do nothing is of no use.", nameof(scopes));
        }

        var secret = SecretHash.NewSecret();
        var salt = SecretHash.NewSalt();
        var key = new ApiKey
        {
            WorkspaceId = actor.WorkspaceId,
            Name = Clip.To(name.Trim(), MostNameChars),
            Scheme = SecretScheme.Sha256,
            Salt = salt,
            Hash = SecretHash.Compute(secret, salt, SecretScheme.Sha256),
            Scopes = scopes,
            CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.ApiKeys.Add(key);
            context.Audit(actor, time, "api_key.created", key.Name, new KeyChange(scopes.ToString()), AccessAuditJson.Default.KeyChange);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return secret;
    }

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await context.ApiKeys.SingleOrDefaultAsync(key => key.WorkspaceId == actor.WorkspaceId && key.Id == id && key.RevokedUnixMs == null, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return false;
            }

            found.RevokedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            context.Audit(actor, time, "api_key.revoked", string.Create(CultureInfo.InvariantCulture, $"{found.Name} (key:{found.Id})"), new KeyChange(found.Scopes.ToString()), AccessAuditJson.Default.KeyChange);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        verified.Forget();
        return true;
    }
}
