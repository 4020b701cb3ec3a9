using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Records;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>One record: its figures for whoever may see it, its prompt and answer for admins.</summary>
internal static class RecordApi
{
    public static void Map(ApiMap api) =>
        api.Get(PageAudience.Members, "/records/{id:long}", "getRecord", "Everything known of a record, or its prompt and answer.", GetAsync)
            .Path("id", "The record.")
            .Answers(ApiResponse.Of(typeof(UsageRecordContent)))
            .MayBeMissing();

    /// <summary>Prompts and answers leave by this answer alone: to an admin who signed in and asks for them by name.</summary>
    private static async Task<Answer<UsageRecordDetail>> GetAsync(
        long id, HttpContext context, Asked<RecordRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, IContentStore contents, CancellationToken cancellationToken)
    {
        if (!asked.Request.Content)
        {
            if (await queries.GetRecordAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is not { } record)
            {
                return Missing();
            }

            if (asked.Request.AsFile)
            {
                context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"record-{id}.json\"");
            }

            return new UsageRecordDetail(record);
        }

        if (!caller.IsAdmin())
        {
            return ApiProblem.Forbidden("Prompts and answers are shown to admins who signed in. An API key reads figures.");
        }

        return await contents.ReadAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } content
            ? Answer<UsageRecordDetail>.Of(ApiJson.Result(UsageRecordContent.Of(id, content)))
            : Missing();
    }

    private static ApiProblem Missing() => ApiProblem.NotFound("There is no record with this id.");
}
