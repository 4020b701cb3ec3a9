using System.Security.Claims;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api;

/// <summary>The rows of the explorer's pages.</summary>
internal static class ExplorerApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/groups", "listGroups", "A page of the names of a dimension with their usage, compared with another period where one is named.", GetGroupsAsync);
        api.Get(PageAudience.Readers, "/call-sites", "listCallSites", "A page of the places in source that call models, with their usage and what the registry says of them.", GetCallSitesAsync);
    }

    private static async Task<Answer<UsageNames>> GetGroupsAsync(Asked<GroupsRequest> asked, ClaimsPrincipal caller, ExplorerReader explorer, CancellationToken cancellationToken)
    {
        var (table, by) = asked.Request;
        return new UsageNames(by, table, await explorer.ReadAsync(caller.WorkspaceId(), by, table, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<Answer<UsageNames>> GetCallSitesAsync(Asked<CallSitesRequest> asked, ClaimsPrincipal caller, ExplorerReader explorer, CancellationToken cancellationToken)
    {
        var table = asked.Request.Table;
        return new UsageNames(Dimension.CallSite, table, await explorer.ReadAsync(caller.WorkspaceId(), Dimension.CallSite, table, cancellationToken).ConfigureAwait(false));
    }
}
