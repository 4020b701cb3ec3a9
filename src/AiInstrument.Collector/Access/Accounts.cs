using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Access;

/// <summary>Keeps accounts in the database.</summary>
internal sealed class Accounts(CollectorDatabase database, SecretVerifier verifier, Verified<AccountIdentity> verified, TimeProvider time) : IAccounts
{
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(3);

    private volatile bool _hasAny;

    /// <inheritdoc/>
    public Task<IReadOnlyList<UserAccount>> ListAsync(int workspaceId, CancellationToken cancellationToken) => WithContextAsync<IReadOnlyList<UserAccount>>(
        async context => (await context.Users.AsNoTracking().Include(user => user.Organizations).Where(user => user.WorkspaceId == workspaceId).OrderBy(user => user.Name)
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(ToAccount),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> HasAnyAsync(CancellationToken cancellationToken)
    {
        // Accounts are never deleted.
        if (!_hasAny)
        {
            _hasAny = await WithContextAsync(context => context.Users.AnyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return _hasAny;
    }

    /// <inheritdoc/>
    public Task<UserAccount?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken) => WithContextAsync(
        async context => await FindAsync(context, workspaceId, id, cancellationToken).ConfigureAwait(false) is { } user ? ToAccount(user) : null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(Actor actor, string name, string password, UserRole role, CancellationToken cancellationToken)
    {
        var user = NewUser(actor.WorkspaceId, name, role, [], time);
        SetPassword(user, password);
        return await AddAsync(actor, user, invitation: null, "user.created", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> InviteAsync(Actor actor, string name, UserRole role, IReadOnlyList<string> organizations, CancellationToken cancellationToken)
    {
        var code = SecretHash.NewSecret();
        var user = NewUser(actor.WorkspaceId, name, role, organizations, time);
        return await AddAsync(actor, user, code, "user.invited", cancellationToken).ConfigureAwait(false) ? code : null;
    }

    /// <inheritdoc/>
    public async Task<bool> ChangeAsync(Actor actor, int id, UserRole role, IReadOnlyList<string> organizations, bool active, CancellationToken cancellationToken)
    {
        Check(organizations);
        var changed = await WithContextAsync(
            async context =>
            {
                if (await FindAsync(context, actor.WorkspaceId, id, cancellationToken).ConfigureAwait(false) is not { } user)
                {
                    return false;
                }

                var before = ToChange(user);
                var wanted = organizations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                if (user.Role == role && user.Active == active && wanted.SequenceEqual(before.Organizations, StringComparer.Ordinal))
                {
                    return true;
                }

                user.Role = role;
                user.Active = active;
                user.Stamp = NewStamp();
                user.Organizations.RemoveAll(organization => !wanted.Contains(organization.Organization, StringComparer.Ordinal));
                user.Organizations.AddRange(wanted.Except(before.Organizations, StringComparer.Ordinal).Select(organization => new UserOrganization { Organization = organization }));
                context.Audit(actor, time, "user.changed", user.Name, ToChange(user) with { Before = before }, AccessAuditJson.Default.UserChange);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        verified.Forget();
        return changed;
    }

    /// <inheritdoc/>
    public async Task<string?> ResetPasswordAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        var code = SecretHash.NewSecret();
        var found = await WithContextAsync(
            async context =>
            {
                if (await FindAsync(context, actor.WorkspaceId, id, cancellationToken).ConfigureAwait(false) is not { } user)
                {
                    return false;
                }

                user.Hash = null;
                user.Stamp = NewStamp();
                context.Invitations.RemoveRange(context.Invitations.Where(invitation => invitation.UserId == id));
                context.UserIdentities.RemoveRange(context.UserIdentities.Where(identity => identity.UserId == id));
                context.Audit(actor, time, "user.password_reset", user.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                context.Invitations.Add(NewInvitation(id, code));
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        verified.Forget();
        return found ? code : null;
    }

    /// <inheritdoc/>
    public Task<string?> FindInvitedAsync(string code, CancellationToken cancellationToken) => WithContextAsync(
        async context => (await FindInvitedAsync(context, code, cancellationToken).ConfigureAwait(false))?.User.Name,
        cancellationToken);

    /// <inheritdoc/>
    public Task<string?> AcceptAsync(string code, string password, CancellationToken cancellationToken) => WithContextAsync(
        async context =>
        {
            if (await FindInvitedAsync(context, code, cancellationToken).ConfigureAwait(false) is not var (invitation, user))
            {
                return null;
            }

            SetPassword(user, password);
            context.Invitations.Remove(invitation);
            context.Audit(new Actor(user.WorkspaceId, user.Name), time, "user.accepted", user.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
            try
            {
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody else was faster with the same code: it works once.
                return null;
            }

            return user.Name;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ChangePasswordAsync(int userId, string current, string next, long? keepSession, CancellationToken cancellationToken)
    {
        var changed = await WithContextAsync(
            async context =>
            {
                var user = await context.Users.SingleAsync(row => row.Id == userId, cancellationToken).ConfigureAwait(false);
                if (current.Length > AccountRules.LongestPassword
                    || user.Hash is null
                    || !await verifier.IsAsync(current, user.Salt, user.Hash, user.Scheme, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                SetPassword(user, next);
                foreach (var session in await context.SignInSessions.Where(row => row.UserId == userId && row.Id == keepSession).ToListAsync(cancellationToken).ConfigureAwait(false))
                {
                    session.Stamp = user.Stamp;
                }

                context.Audit(new Actor(user.WorkspaceId, user.Name), time, "user.password_changed", user.Name, AuditNothing.Instance, AccessAuditJson.Default.AuditNothing);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        verified.Forget();
        return changed;
    }

    /// <summary>An account that has no password yet.</summary>
    /// <exception cref="ArgumentException">The name or an organization breaks <see cref="AccountRules"/>.</exception>
    internal static User NewUser(int workspaceId, string name, UserRole role, IReadOnlyList<string> organizations, TimeProvider time)
    {
        var normalized = AccountRules.Normalize(name);
        if (!AccountRules.IsName(normalized))
        {
            throw new ArgumentException("The name cannot be an account's.", nameof(name));
        }

        Check(organizations);
        return new User
        {
            WorkspaceId = workspaceId,
            Name = normalized,
            Role = role,
            Active = true,
            Scheme = SecretScheme.Pbkdf2Sha512,
            Salt = SecretHash.NewSalt(),
            Stamp = NewStamp(),
            CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Organizations = [.. organizations.Distinct(StringComparer.Ordinal).Select(organization => new UserOrganization { Organization = organization })],
        };
    }

    /// <summary>What the audit log says of an account.</summary>
    internal static UserChange ToChange(User user) => new(user.Role.ToString(), [.. user.Organizations.Select(row => row.Organization).Order(StringComparer.Ordinal)], user.Active);

    /// <summary>Makes a stamp that no session has.</summary>
    private static string NewStamp() => Guid.NewGuid().ToString("n");

    private static void SetPassword(User user, string password)
    {
        if (!AccountRules.IsPassword(password, user.Name))
        {
            throw new ArgumentException("The password is too short, too long, or the name.", nameof(password));
        }

        user.Scheme = SecretScheme.Pbkdf2Sha512;
        user.Salt = SecretHash.NewSalt();
        user.Hash = SecretHash.Compute(password, user.Salt, user.Scheme);
        user.Stamp = NewStamp();
    }

    private static void Check(IReadOnlyList<string> organizations)
    {
        if (!organizations.All(AccountRules.IsOrganization))
        {
            throw new ArgumentException("An organization's id is empty or too long.", nameof(organizations));
        }
    }

    private static UserAccount ToAccount(User user) => new(
        user.Id,
        user.Name,
        user.Role,
        user.Active,
        [.. user.Organizations.Select(row => row.Organization).Order(StringComparer.Ordinal)],
        user.Hash is not null,
        DateTimeOffset.FromUnixTimeMilliseconds(user.CreatedUnixMs),
        user.SignedInUnixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    private static Task<User?> FindAsync(CollectorDbContext context, int workspaceId, int id, CancellationToken cancellationToken) =>
        context.Users.Include(user => user.Organizations).SingleOrDefaultAsync(user => user.WorkspaceId == workspaceId && user.Id == id, cancellationToken);

    private async Task<(Invitation Invitation, User User)?> FindInvitedAsync(CollectorDbContext context, string code, CancellationToken cancellationToken)
    {
        var hash = SecretHash.Lookup(code.Trim());
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await context.Invitations.SingleOrDefaultAsync(row => row.SecretHash == hash && row.ExpiresUnixMs > now, cancellationToken).ConfigureAwait(false) is { } invitation
            && await context.Users.SingleAsync(row => row.Id == invitation.UserId, cancellationToken).ConfigureAwait(false) is { Active: true } user
            ? (invitation, user)
            : null;
    }

    private Invitation NewInvitation(int userId, string code) => new()
    {
        UserId = userId,
        SecretHash = SecretHash.Lookup(code),
        ExpiresUnixMs = (time.GetUtcNow() + InvitationLifetime).ToUnixTimeMilliseconds(),
    };

    private Task<bool> AddAsync(Actor actor, User user, string? invitation, string action, CancellationToken cancellationToken) => WithContextAsync(
        async context =>
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (await context.Users.AnyAsync(other => other.Name == user.Name, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                context.Users.Add(user);
                context.Audit(actor, time, action, user.Name, ToChange(user), AccessAuditJson.Default.UserChange);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                if (invitation is not null)
                {
                    context.Invitations.Add(NewInvitation(user.Id, invitation));
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
        },
        cancellationToken);

    private async Task<T> WithContextAsync<T>(Func<CollectorDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await work(context).ConfigureAwait(false);
        }
    }
}
