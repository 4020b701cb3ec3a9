using System.Security.Claims;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>The rows of the explorer's pages.</summary>
internal static class ExplorerApi
{
    private static readonly ApiResponse CsvFile = new(200, Type: null, "text/csv", "The rows of all pages as CSV, with `format=csv`.");

    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/groups", "listGroups", "A page of the names of a dimension with their usage, compared with another period where one is named.", GetGroupsAsync).Answers(CsvFile);
        api.Get(PageAudience.Readers, "/call-sites", "listCallSites", "A page of the places in source that call models, with their usage and what the registry says of them.", GetCallSitesAsync).Answers(CsvFile);
    }

    private static Task<Answer<UsageNames>> GetGroupsAsync(Asked<GroupsRequest> asked, ClaimsPrincipal caller, ExplorerReader explorer, CancellationToken cancellationToken)
    {
        var (table, by, csv) = asked.Request;
        return AnswerAsync(by, table, csv, caller, explorer, cancellationToken);
    }

    private static Task<Answer<UsageNames>> GetCallSitesAsync(Asked<CallSitesRequest> asked, ClaimsPrincipal caller, ExplorerReader explorer, CancellationToken cancellationToken)
    {
        var (table, csv) = asked.Request;
        return AnswerAsync(Dimension.CallSite, table, csv, caller, explorer, cancellationToken);
    }

    private static async Task<Answer<UsageNames>> AnswerAsync(Dimension by, ExplorerRequest table, bool csv, ClaimsPrincipal caller, ExplorerReader explorer, CancellationToken cancellationToken)
    {
        if (!csv)
        {
            return new UsageNames(by, table, await explorer.ReadAsync(caller.WorkspaceId(), by, table, cancellationToken).ConfigureAwait(false));
        }

        var (rows, whole) = await explorer.ReadAllAsync(caller.WorkspaceId(), by, table, cancellationToken).ConfigureAwait(false);
        return Answer<UsageNames>.Of(Results.Bytes(ExplorerCsv.Write(by, table, whole, rows), CsvText.ContentType, ExplorerCsv.FileName(by, table)));
    }
}
