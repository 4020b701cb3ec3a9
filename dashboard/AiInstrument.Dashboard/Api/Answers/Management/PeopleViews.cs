using System.Text.Json;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>Accounts by name.</summary>
internal sealed record AccountList(IReadOnlyList<AccountView> Accounts);

/// <summary>An account. <c>role</c> is <c>admin</c>, <c>analyst</c> or <c>member</c>.</summary>
internal sealed class AccountView(UserAccount account)
{
    public int Id => account.Id;

    public string Name => account.Name;

    public string Role => UsageIncident.Spell(account.Role);

    public bool Active => account.Active;

    public IReadOnlyList<string> Organizations => account.Organizations;

    public bool HasPassword => account.HasPassword;

    public DateTimeOffset Created => account.Created;

    public DateTimeOffset? SignedIn => account.SignedIn;
}

/// <summary>The caller's own account; without one for an admin's token. <c>sessions</c> never hold a secret.</summary>
internal sealed record OwnAccount(string Name, string Role, AccountView? Account, IReadOnlyList<AccountSession> Sessions);

/// <summary>API keys, newest first.</summary>
internal sealed record KeyList(IReadOnlyList<KeyView> Keys);

/// <summary>An API key without its secret. <c>scopes</c> are <c>ingest</c> and <c>read</c>; a revoked key is refused.</summary>
internal sealed class KeyView(ApiKeyInfo key)
{
    public int Id => key.Id;

    public string Name => key.Name;

    public IReadOnlyList<string> Scopes { get; } = [.. Enum.GetValues<ApiKeyScopes>().Where(scope => scope != ApiKeyScopes.None && key.Scopes.HasFlag(scope)).Select(UsageIncident.Spell)];

    public DateTimeOffset Created => key.Created;

    public DateTimeOffset? Revoked => key.Revoked;
}

/// <summary>Part of the audit log, newest first. <c>next</c> is the <c>before</c> that goes on, or null at the end.</summary>
internal sealed record AuditPart(IReadOnlyList<AuditView> Entries, long? Next);

/// <summary>One change of the control plane.</summary>
internal sealed class AuditView(AuditEntry entry)
{
    public long Id => entry.Id;

    public DateTimeOffset At => entry.At;

    public string Actor => entry.Actor;

    public string Action => entry.Action;

    public string Subject => entry.Subject;

    public JsonElement Details { get; } = JsonElement.Parse(entry.Details);
}

/// <summary>Where notifications go.</summary>
internal sealed record ChannelList(IReadOnlyList<ChannelView> Channels);

/// <summary>A channel. <c>target</c> is what may be shown of its address.</summary>
internal sealed class ChannelView(NotificationChannel channel)
{
    public int Id => channel.Id;

    public string Name => channel.Name;

    public string Kind => UsageIncident.Spell(channel.Kind);

    public string Target => channel.Target;

    public bool Active => channel.Active;
}
