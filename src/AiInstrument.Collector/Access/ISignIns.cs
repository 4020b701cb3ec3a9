namespace AiInstrument.Collector.Access;

/// <summary>Sessions of people who are signed in.</summary>
public interface ISignIns
{
    /// <summary>
    /// Signs in with a name and a password. After five failures in a row a name is locked for a quarter of an hour, whether or not it is somebody's;
    /// the answer and its time are the same for a wrong password, an unknown name, a locked or an inactive account.
    /// </summary>
    /// <returns>The new session's secret, or null.</returns>
    Task<string?> WithPasswordAsync(string name, string password, CancellationToken cancellationToken);

    /// <summary>Signs in with an admin's token.</summary>
    /// <returns>The new session's secret, or null.</returns>
    Task<string?> WithTokenAsync(string token, CancellationToken cancellationToken);

    /// <summary>Signs in as the admin of the default workspace, for the program that runs the server and has verified the person in a way of its own. The audit log has it.</summary>
    /// <returns>The new session's secret.</returns>
    /// <exception cref="InvalidOperationException">There is no admin yet.</exception>
    Task<string> AsAdminAsync(CancellationToken cancellationToken);

    /// <summary>Whose a session is, or null when it is over. Cheap: called for every request.</summary>
    ValueTask<AccountIdentity?> VerifyAsync(string secret, CancellationToken cancellationToken);

    /// <summary>An active account by its name, for whoever is trusted to have verified the person; null when there is none.</summary>
    Task<AccountIdentity?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Ends a session by its secret.</summary>
    Task EndAsync(string secret, CancellationToken cancellationToken);

    /// <summary>The sessions of an account, the one used last first.</summary>
    Task<IReadOnlyList<AccountSession>> ListAsync(int userId, CancellationToken cancellationToken);

    /// <summary>Ends sessions of an account.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="only">The one to end, or null for all.</param>
    /// <param name="except">One that stays, or null.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many ended.</returns>
    Task<int> EndAsync(int userId, long? only, long? except, CancellationToken cancellationToken);
}
