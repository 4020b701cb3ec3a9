using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Access;

/// <summary>Who is signed in.</summary>
/// <param name="WorkspaceId">The workspace of the account.</param>
/// <param name="Name">The account's name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Organizations">The organizations that it belongs to.</param>
public sealed record AccountIdentity(int WorkspaceId, string Name, UserRole Role, IReadOnlyList<string> Organizations)
{
    /// <summary>The user, or null when an admin's token signed in.</summary>
    public int? UserId { get; init; }

    /// <summary>The session, or null when a reverse proxy says who it is.</summary>
    public long? SessionId { get; init; }

    /// <summary>Whose usage it may see.</summary>
    public UsageAudience Audience => Role == UserRole.Member ? UsageAudience.Of(Organizations) : UsageAudience.Everything;
}
