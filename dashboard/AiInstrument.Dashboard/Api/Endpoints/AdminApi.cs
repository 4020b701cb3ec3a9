using System.Security.Claims;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Content;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>What the pages of admins show, to be read by admins who signed in; and one's own account.</summary>
internal static class AdminApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Admins, "/accounts", "listAccounts", "All accounts by name.", GetAccountsAsync);
        api.Get(PageAudience.Admins, "/accounts/{id:int}", "getAccount", "An account.", GetAccountAsync).Path("id", "The account.").MayBeMissing();
        api.Get(PageAudience.Admins, "/keys", "listKeys", "All API keys without their secrets, newest first.", GetKeysAsync);
        api.Get(PageAudience.Admins, "/audit", "listAudit", "Who changed what, newest first.", GetAuditAsync);
        api.Get(PageAudience.Admins, "/retention", "getRetention", "What is kept, how much of it and by which rule.", GetRetentionAsync);
        api.Get(PageAudience.Admins, "/alerts/channels", "listChannels", "Where notifications go.", GetChannelsAsync);
        api.Get(PageAudience.Members, "/account", "getOwnAccount", "The account of the caller and its sessions.", GetOwnAsync).ForPeople();
    }

    private static async Task<Answer<AccountList>> GetAccountsAsync(ClaimsPrincipal caller, IAccounts accounts, CancellationToken cancellationToken) =>
        new AccountList([.. (await accounts.ListAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)).Select(account => new AccountView(account))]);

    private static async Task<Answer<AccountView>> GetAccountAsync(int id, ClaimsPrincipal caller, IAccounts accounts, CancellationToken cancellationToken) =>
        await accounts.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } account ? new AccountView(account) : ApiProblem.NotFound("There is no such account.");

    private static async Task<Answer<KeyList>> GetKeysAsync(ClaimsPrincipal caller, IApiKeys keys, CancellationToken cancellationToken) =>
        new KeyList([.. (await keys.ListAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)).Select(key => new KeyView(key))]);

    private static async Task<Answer<AuditPart>> GetAuditAsync(Asked<AuditRequest> asked, ClaimsPrincipal caller, IAuditLog log, CancellationToken cancellationToken)
    {
        var (actor, action, (before, most)) = asked.Request;
        var entries = await log.FindAsync(caller.WorkspaceId(), actor, action, before, most + 1, cancellationToken).ConfigureAwait(false);
        return new AuditPart([.. entries.Take(most).Select(entry => new AuditView(entry))], entries.Count > most ? entries[most - 1].Id : null);
    }

    private static async Task<Answer<ContentHoldings>> GetRetentionAsync(ClaimsPrincipal caller, IContentStore contents, CancellationToken cancellationToken) =>
        await contents.GetHoldingsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false);

    private static async Task<Answer<ChannelList>> GetChannelsAsync(ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken) =>
        new ChannelList([.. (await alerts.GetChannelsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)).Select(channel => new ChannelView(channel))]);

    private static async Task<Answer<OwnAccount>> GetOwnAsync(ClaimsPrincipal caller, IAccounts accounts, ISignIns signIns, CancellationToken cancellationToken)
    {
        if (caller.Role() is not { } role)
        {
            return ApiProblem.Forbidden("An API key is nobody's account.");
        }

        var self = caller.UserId() is { } id ? await accounts.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) : null;
        return new OwnAccount(
            caller.Actor().Name,
            UsageIncident.Spell(role),
            self is null ? null : new AccountView(self),
            self is null ? [] : await signIns.ListAsync(self.Id, cancellationToken).ConfigureAwait(false));
    }
}
