using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Access;

/// <summary>The accounts of people. Every change is audited, and ends the sessions that it takes rights from at once.</summary>
public interface IAccounts
{
    /// <summary>All accounts by name.</summary>
    Task<IReadOnlyList<UserAccount>> ListAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Whether there is any account.</summary>
    ValueTask<bool> HasAnyAsync(CancellationToken cancellationToken);

    /// <summary>An account, or null.</summary>
    Task<UserAccount?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken);

    /// <summary>Makes an account with a password.</summary>
    /// <returns>False when the name is taken.</returns>
    /// <exception cref="ArgumentException">The name or the password breaks <see cref="AccountRules"/>.</exception>
    Task<bool> CreateAsync(Actor actor, string name, string password, UserRole role, CancellationToken cancellationToken);

    /// <summary>Makes an account whose person chooses a password with a code.</summary>
    /// <returns>The code, which works once and for three days and cannot be read again; null when the name is taken.</returns>
    /// <exception cref="ArgumentException">The name or an organization breaks <see cref="AccountRules"/>.</exception>
    Task<string?> InviteAsync(Actor actor, string name, UserRole role, IReadOnlyList<string> organizations, CancellationToken cancellationToken);

    /// <summary>Changes what an account may do. Its sessions end where that changes anything.</summary>
    /// <returns>False when there is no such account.</returns>
    /// <exception cref="ArgumentException">An organization breaks <see cref="AccountRules"/>.</exception>
    Task<bool> ChangeAsync(Actor actor, int id, UserRole role, IReadOnlyList<string> organizations, bool active, CancellationToken cancellationToken);

    /// <summary>Takes an account's password and its ties to sign-in providers away, ends its sessions, and makes a code for a new password.</summary>
    /// <returns>The code; null when there is no such account.</returns>
    Task<string?> ResetPasswordAsync(Actor actor, int id, CancellationToken cancellationToken);

    /// <summary>Whose a code is: the account's name, or null when it is unknown, used, expired, or its account inactive.</summary>
    Task<string?> FindInvitedAsync(string code, CancellationToken cancellationToken);

    /// <summary>Uses a code: sets the password.</summary>
    /// <returns>The account's name, or null as with <see cref="FindInvitedAsync"/>.</returns>
    /// <exception cref="ArgumentException">The password breaks <see cref="AccountRules"/>.</exception>
    Task<string?> AcceptAsync(string code, string password, CancellationToken cancellationToken);

    /// <summary>Changes one's own password. All sessions but one end.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="current">The password of today.</param>
    /// <param name="next">The new one.</param>
    /// <param name="keepSession">The session that asks, or null.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when the password of today is another.</returns>
    /// <exception cref="ArgumentException">The new password breaks <see cref="AccountRules"/>.</exception>
    Task<bool> ChangePasswordAsync(int userId, string current, string next, long? keepSession, CancellationToken cancellationToken);
}
