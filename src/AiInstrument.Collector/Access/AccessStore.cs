using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Access;

/// <summary>Keeps admins and API keys in the database.</summary>
internal sealed class AccessStore(CollectorDatabase database, SecretVerifier verifier, Verified<ApiKeyIdentity> verified, TimeProvider time) : IAccessStore
{
    private const string FirstAdmin = "admin";

    // Longer than any token; keeps a stranger from making the server hash megabytes.
    private const int MostSecretChars = 1024;

    private volatile bool _hasApiKeys;

    /// <inheritdoc/>
    public async Task<string?> EnsureAdminAsync(string? configuredToken, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await context.Admins.AnyAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var configured = !string.IsNullOrEmpty(configuredToken);
            var token = configured ? configuredToken! : SecretHash.NewSecret();
            context.Admins.Add(NewAdmin(token, configured ? SecretScheme.Pbkdf2Sha256 : SecretScheme.Sha256, time));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

            // Who configured the token knows it; showing it would only put it into a log.
            return configured ? null : token;
        }
    }

    /// <summary>Replaces every admin token of the default workspace by a new random one. Sessions that began with the old ones end with them.</summary>
    /// <returns>The token, to be shown once.</returns>
    public static async Task<string> ResetAdminAsync(CollectorDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = SecretHash.NewSecret();
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Admins.RemoveRange(context.Admins.Where(admin => admin.WorkspaceId == Workspaces.DefaultId));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            context.Admins.Add(NewAdmin(token, SecretScheme.Sha256, time));
            context.Audit(Actor.CommandLine(Workspaces.DefaultId), time, "admin.reset", FirstAdmin, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        return token;
    }

    /// <inheritdoc/>
    public async Task EnsureApiKeyAsync(string key, ApiKeyScopes scopes, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindAsync(context, key, cancellationToken).ConfigureAwait(false) is { } known)
            {
                known.Scopes = scopes;
            }
            else
            {
                var salt = SecretHash.NewSalt();
                context.ApiKeys.Add(new ApiKey
                {
                    WorkspaceId = Workspaces.DefaultId,
                    Name = "configured",
                    Scheme = SecretScheme.Pbkdf2Sha256,
                    Salt = salt,
                    Hash = SecretHash.Compute(key, salt, SecretScheme.Pbkdf2Sha256),
                    Scopes = scopes,
                    CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                });
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        _hasApiKeys = true;
        verified.Forget();
    }

    /// <inheritdoc/>
    public async Task<AdminIdentity?> VerifyAdminTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > MostSecretChars)
        {
            return null;
        }

        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            foreach (var admin in await context.Admins.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (await verifier.IsAsync(token, admin.Salt, admin.Hash, admin.Scheme, cancellationToken).ConfigureAwait(false))
                {
                    return new AdminIdentity(admin.Id, admin.Name, admin.WorkspaceId);
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<ApiKeyIdentity?> VerifyApiKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > MostSecretChars)
        {
            return null;
        }

        if (verified.Find(key) is { } remembered)
        {
            return remembered;
        }

        var generation = verified.Generation;
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindAsync(context, key, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return null;
            }

            var identity = new ApiKeyIdentity(found.Id, found.WorkspaceId, found.Scopes);
            verified.Add(key, identity, generation);
            return identity;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasApiKeysAsync(CancellationToken cancellationToken)
    {
        // Keys are revoked, never deleted: once there is one, ingest stays closed to strangers.
        if (!_hasApiKeys)
        {
            var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                _hasApiKeys = await context.ApiKeys.AnyAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return _hasApiKeys;
    }

    private static Admin NewAdmin(string token, SecretScheme scheme, TimeProvider time)
    {
        var salt = SecretHash.NewSalt();
        return new Admin
        {
            WorkspaceId = Workspaces.DefaultId,
            Name = FirstAdmin,
            Scheme = scheme,
            Salt = salt,
            Hash = SecretHash.Compute(token, salt, scheme),
            CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
    }

    private async Task<ApiKey?> FindAsync(CollectorDbContext context, string key, CancellationToken cancellationToken)
    {
        var keys = await context.ApiKeys.Where(candidate => candidate.RevokedUnixMs == null).ToListAsync(cancellationToken).ConfigureAwait(false);

        // Fast hashes first.
        foreach (var candidate in keys.OrderBy(candidate => candidate.Scheme))
        {
            if (await verifier.IsAsync(key, candidate.Salt, candidate.Hash, candidate.Scheme, cancellationToken).ConfigureAwait(false))
            {
                return candidate;
            }
        }

        return null;
    }
}
