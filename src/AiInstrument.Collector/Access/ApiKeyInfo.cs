namespace AiInstrument.Collector.Access;

/// <summary>An API key without its secret.</summary>
/// <param name="Id">The key's id; the audit log calls it <c>key:7</c>.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Created">When, UTC.</param>
/// <param name="Revoked">Since when it is refused, or null.</param>
public sealed record ApiKeyInfo(int Id, string Name, ApiKeyScopes Scopes, DateTimeOffset Created, DateTimeOffset? Revoked);
