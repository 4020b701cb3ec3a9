using System.Security.Cryptography;
using System.Text;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Access;

/// <summary>Keeps sessions in the database.</summary>
internal sealed class SignIns(CollectorDatabase database, IAccessStore access, SecretVerifier verifier, Verified<AccountIdentity> verified, TimeProvider time) : ISignIns, IDisposable
{
    private const int MostFailures = 5;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForgetFailuresAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan IdleLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    // What the password of a name that is nobody's is compared with.
    private static readonly byte[] NobodysSalt = SecretHash.NewSalt();
    private static readonly byte[] NobodysHash = RandomNumberGenerator.GetBytes(32);

    // Attempts count one after the other, so that many at once are not one.
    private readonly SemaphoreSlim _attempts = new(1, 1);

    /// <inheritdoc/>
    public async Task<string?> WithPasswordAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (password.Length > AccountRules.LongestPassword)
        {
            return null;
        }

        await _attempts.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                return await WithPasswordAsync(context, AccountRules.Normalize(name), password, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _attempts.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<string?> WithTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (await access.VerifyAdminTokenAsync(token, cancellationToken).ConfigureAwait(false) is not { } admin)
        {
            return null;
        }

        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Audit(new Actor(admin.WorkspaceId, admin.Name), time, "admin.signed_in", admin.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
            return await StartAsync(context, userId: null, admin.UserId, stamp: "", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<string> AsAdminAsync(CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var admin = await context.Admins.AsNoTracking().Where(row => row.WorkspaceId == Workspaces.DefaultId).OrderBy(row => row.Id).FirstAsync(cancellationToken).ConfigureAwait(false);
            context.Audit(new Actor(admin.WorkspaceId, admin.Name), time, "admin.signed_in", admin.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
            return await StartAsync(context, userId: null, admin.Id, stamp: "", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AccountIdentity?> VerifyAsync(string secret, CancellationToken cancellationToken)
    {
        if (verified.Find(secret) is { } remembered)
        {
            return remembered;
        }

        var generation = verified.Generation;
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var hash = SecretHash.Lookup(secret);
            var now = time.GetUtcNow();
            if (await context.SignInSessions.AsNoTracking().SingleOrDefaultAsync(row => row.SecretHash == hash, cancellationToken).ConfigureAwait(false) is not { } session
                || session.SeenUnixMs < (now - IdleLifetime).ToUnixTimeMilliseconds()
                || session.CreatedUnixMs < (now - Lifetime).ToUnixTimeMilliseconds()
                || await IdentifyAsync(context, session, cancellationToken).ConfigureAwait(false) is not { } identity)
            {
                return null;
            }

            if (session.SeenUnixMs < (now - SeenEvery).ToUnixTimeMilliseconds())
            {
                await context.SignInSessions.Where(row => row.Id == session.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenUnixMs, now.ToUnixTimeMilliseconds()), cancellationToken).ConfigureAwait(false);
            }

            verified.Add(secret, identity, generation);
            return identity;
        }
    }

    /// <inheritdoc/>
    public async Task<AccountIdentity?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var normalized = AccountRules.Normalize(name);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Users.AsNoTracking().Include(row => row.Organizations).SingleOrDefaultAsync(row => row.Name == normalized && row.Active, cancellationToken).ConfigureAwait(false) is { } user
                ? Identity(user)
                : null;
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = SecretHash.Lookup(secret);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.SignInSessions.Where(row => row.SecretHash == hash).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        verified.Forget();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(int userId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var stamp = await context.Users.Where(user => user.Id == userId).Select(user => user.Stamp).SingleAsync(cancellationToken).ConfigureAwait(false);
            var alive = (time.GetUtcNow() - IdleLifetime).ToUnixTimeMilliseconds();
            var rows = await context.SignInSessions.AsNoTracking()
                .Where(row => row.UserId == userId && row.Stamp == stamp && row.SeenUnixMs >= alive)
                .OrderByDescending(row => row.SeenUnixMs).ThenByDescending(row => row.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new AccountSession(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(row.SeenUnixMs)));
        }
    }

    /// <inheritdoc/>
    public async Task<int> EndAsync(int userId, long? only, long? except, CancellationToken cancellationToken)
    {
        int ended;
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var user = await context.Users.SingleAsync(row => row.Id == userId, cancellationToken).ConfigureAwait(false);
            var sessions = await context.SignInSessions
                .Where(row => row.UserId == userId && (only == null || row.Id == only) && (except == null || row.Id != except))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            ended = sessions.Count;
            context.SignInSessions.RemoveRange(sessions);
            context.Audit(new Actor(user.WorkspaceId, user.Name), time, "user.sessions_ended", user.Name, new SessionChange(ended), AccessAuditJson.Default.SessionChange);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        verified.Forget();
        return ended;
    }

    /// <inheritdoc/>
    public void Dispose() => _attempts.Dispose();

    private static AccountIdentity Identity(User user) =>
        new(user.WorkspaceId, user.Name, user.Role, [.. user.Organizations.Select(row => row.Organization)]) { UserId = user.Id };

    private static async Task<AccountIdentity?> IdentifyAsync(CollectorDbContext context, SignInSession session, CancellationToken cancellationToken)
    {
        if (session.UserId is { } userId)
        {
            var user = await context.Users.AsNoTracking().Include(row => row.Organizations).SingleAsync(row => row.Id == userId, cancellationToken).ConfigureAwait(false);
            return user.Active && string.Equals(user.Stamp, session.Stamp, StringComparison.Ordinal) ? Identity(user) with { SessionId = session.Id } : null;
        }

        var admin = await context.Admins.AsNoTracking().SingleAsync(row => row.Id == session.AdminId, cancellationToken).ConfigureAwait(false);
        return new AccountIdentity(admin.WorkspaceId, admin.Name, UserRole.Admin, []) { SessionId = session.Id };
    }

    private async Task<string?> WithPasswordAsync(CollectorDbContext context, string name, string password, CancellationToken cancellationToken)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        var now = time.GetUtcNow();
        var failures = await context.SignInFailures.SingleOrDefaultAsync(row => row.NameHash == key, cancellationToken).ConfigureAwait(false);
        var locked = failures?.LockedUntilUnixMs > now.ToUnixTimeMilliseconds();
        var user = await context.Users.SingleOrDefaultAsync(row => row.Name == name, cancellationToken).ConfigureAwait(false);

        // Hashed whatever is known by now: the time must not tell it.
        var right = await verifier.IsAsync(password, user?.Salt ?? NobodysSalt, user?.Hash ?? NobodysHash, SecretScheme.Pbkdf2Sha512, cancellationToken).ConfigureAwait(false);
        if (right && user is { Active: true, Hash: not null } && !locked)
        {
            if (failures is not null)
            {
                context.SignInFailures.Remove(failures);
            }

            user.SignedInUnixMs = now.ToUnixTimeMilliseconds();
            context.Audit(new Actor(user.WorkspaceId, user.Name), time, "user.signed_in", user.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
            return await StartAsync(context, user.Id, adminId: null, user.Stamp, cancellationToken).ConfigureAwait(false);
        }

        if (!locked)
        {
            await CountFailureAsync(context, key, failures, user, now, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task CountFailureAsync(CollectorDbContext context, byte[] key, SignInFailures? failures, User? user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = (now - ForgetFailuresAfter).ToUnixTimeMilliseconds();
        context.SignInFailures.RemoveRange(context.SignInFailures.Where(row => row.LastUnixMs < old && row.NameHash != key));
        if (failures is null)
        {
            context.SignInFailures.Add(failures = new SignInFailures { NameHash = key, Attempts = 0, LastUnixMs = 0 });
        }

        var inARow = failures.LastUnixMs > (now - LockFor).ToUnixTimeMilliseconds() && failures.LockedUntilUnixMs is null;
        failures.Attempts = inARow ? failures.Attempts + 1 : 1;
        failures.LastUnixMs = now.ToUnixTimeMilliseconds();
        failures.LockedUntilUnixMs = failures.Attempts >= MostFailures ? (now + LockFor).ToUnixTimeMilliseconds() : null;
        if (failures.LockedUntilUnixMs is not null && user is not null)
        {
            context.Audit(new Actor(user.WorkspaceId, user.Name), time, "user.locked", user.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> StartAsync(CollectorDbContext context, int? userId, int? adminId, string stamp, CancellationToken cancellationToken)
    {
        var secret = SecretHash.NewSecret();
        var now = time.GetUtcNow();
        var over = (now - IdleLifetime).ToUnixTimeMilliseconds();
        context.SignInSessions.RemoveRange(context.SignInSessions.Where(row => row.SeenUnixMs < over));
        context.SignInSessions.Add(new SignInSession
        {
            SecretHash = SecretHash.Lookup(secret),
            UserId = userId,
            AdminId = adminId,
            Stamp = stamp,
            CreatedUnixMs = now.ToUnixTimeMilliseconds(),
            SeenUnixMs = now.ToUnixTimeMilliseconds(),
        });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return secret;
    }
}
