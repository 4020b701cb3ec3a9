using System.Security.Claims;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Records;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>Saved lists of records, to be read: the caller's own, and those that are shared with the workspace where the caller sees all of it. An API key has none of its own.</summary>
internal static class ViewsApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/views", "listViews", "The saved views that the caller sees, by name.", ListAsync);
        api.Get(PageAudience.Members, "/views/{id:int}", "getView", "A saved view; what its `query` says can be asked of `/records` and `/records/export`.", GetAsync).Path("id", "The view.").MayBeMissing();
    }

    private static async Task<Answer<ViewList>> ListAsync(ClaimsPrincipal caller, ISavedViews views, CancellationToken cancellationToken) =>
        new ViewList([.. (await views.ListAsync(Reader(caller), cancellationToken).ConfigureAwait(false)).Select(view => new RecordView(view))]);

    private static async Task<Answer<RecordView>> GetAsync(int id, ClaimsPrincipal caller, ISavedViews views, CancellationToken cancellationToken) =>
        await views.FindAsync(Reader(caller), id, cancellationToken).ConfigureAwait(false) is { } view ? new RecordView(view) : ApiProblem.NotFound("There is no such view.");

    // A key that may read sees all of the workspace, as those do with whom views are shared.
    private static ViewReader Reader(ClaimsPrincipal caller) => caller.Role() is null ? caller.ViewReader() with { SeesShared = true } : caller.ViewReader();
}
