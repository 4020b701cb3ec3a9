namespace AiInstrument.Collector.Access;

/// <summary>An account as admins see it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Name">What the person signs in with.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Active">Whether it may sign in.</param>
/// <param name="Organizations">The organizations that it belongs to.</param>
/// <param name="HasPassword">False until the person has chosen one.</param>
/// <param name="Created">When, UTC.</param>
/// <param name="SignedIn">The last time that it signed in here, or null.</param>
public sealed record UserAccount(
    int Id, string Name, UserRole Role, bool Active, IReadOnlyList<string> Organizations, bool HasPassword, DateTimeOffset Created, DateTimeOffset? SignedIn);
