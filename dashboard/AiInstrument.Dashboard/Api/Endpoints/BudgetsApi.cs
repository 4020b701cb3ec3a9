using System.Security.Claims;
using System.Text.Json;
using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Describing;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>Budgets in the JSON API. Reading is as for usage; writing needs a signed-in admin and the antiforgery token in the header <c>RequestVerificationToken</c>.</summary>
internal static class BudgetsApi
{
    private const string All = "/budgets";
    private const string One = "/budgets/{id:int}";
    private const string Id = "id";
    private const string About = "The budget.";

    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Readers, All, "listBudgets", "All budgets with what is used of them now.", ListAsync);
        api.Get(PageAudience.Readers, One, "getBudget", "A budget with what is used of it now.", GetAsync).Path(Id, About).MayBeMissing();
        api.Get(PageAudience.Readers, "/budgets/drift", "listBudgetDrift", "The budgets that code declares, beside those that admins have set.", GetDriftAsync);
        api.Write(HttpMethods.Post, All, "createBudget", "Makes a budget.", CreateAsync).Takes(typeof(BudgetInput), "The budget.").Answers(ApiResponse.Of(typeof(BudgetView), StatusCodes.Status201Created));
        api.Write(HttpMethods.Put, One, "updateBudget", "Changes a budget.", UpdateAsync).Path(Id, About).Takes(typeof(BudgetInput), "The budget.").MayBeMissing();
        api.Write(HttpMethods.Delete, One, "deleteBudget", "Deletes a budget.", DeleteAsync).Path(Id, About).Answers(ApiResponse.Nothing).MayBeMissing();
    }

    private static async Task<Answer<BudgetList>> ListAsync(ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken)
    {
        var workspace = caller.WorkspaceId();
        var states = (await budgets.GetStatesAsync(workspace, cancellationToken).ConfigureAwait(false)).ToLookup(state => state.BudgetId);
        var all = await budgets.ListAsync(workspace, cancellationToken).ConfigureAwait(false);
        return new BudgetList([.. all.Select(budget => new BudgetView(budget, states[budget.Id]))]);
    }

    private static async Task<Answer<BudgetView>> GetAsync(int id, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        await budgets.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } budget
            ? await ViewAsync(budget, caller, budgets, cancellationToken).ConfigureAwait(false)
            : Missing();

    private static async Task<Answer<BudgetDriftList>> GetDriftAsync(ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        new BudgetDriftList([.. (await budgets.GetDriftAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)).Select(drift => new BudgetDriftView(drift))]);

    private static async Task<Answer<BudgetView>> CreateAsync(HttpRequest request, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        await ReadAsync(request, cancellationToken).ConfigureAwait(false) is not { } input ? NotJson()
        : !input.TryRead(out var draft, out var errors) ? ApiProblem.BadParameters(errors)
        : await AnswerAsync(await budgets.CreateAsync(caller.Actor(), draft, cancellationToken).ConfigureAwait(false), StatusCodes.Status201Created, caller, budgets, cancellationToken).ConfigureAwait(false);

    private static async Task<Answer<BudgetView>> UpdateAsync(int id, HttpRequest request, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        await ReadAsync(request, cancellationToken).ConfigureAwait(false) is not { } input ? NotJson()
        : !input.TryRead(out var draft, out var errors) ? ApiProblem.BadParameters(errors)
        : await AnswerAsync(await budgets.UpdateAsync(caller.Actor(), id, draft, cancellationToken).ConfigureAwait(false), StatusCodes.Status200OK, caller, budgets, cancellationToken).ConfigureAwait(false);

    private static async Task<IResult> DeleteAsync(int id, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        await budgets.DeleteAsync(caller.Actor(), id, cancellationToken).ConfigureAwait(false) ? Results.NoContent() : Missing();

    private static async Task<Answer<BudgetView>> AnswerAsync(BudgetChange change, int status, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        change.Budget is { } budget ? Answer<BudgetView>.With(await ViewAsync(budget, caller, budgets, cancellationToken).ConfigureAwait(false), status)
        : change.IsMissing ? Missing()
        : ApiProblem.BadParameters(change.Problems
            .GroupBy(problem => JsonNamingPolicy.CamelCase.ConvertName(problem.Field.ToString()), problem => Sentence(problem.Kind))
            .ToDictionary(group => group.Key, group => group.ToArray()));

    private static async Task<BudgetView> ViewAsync(Budget budget, ClaimsPrincipal caller, IBudgets budgets, CancellationToken cancellationToken) =>
        new(budget, await budgets.GetStatesAsync(caller.WorkspaceId(), budget, cancellationToken).ConfigureAwait(false));

    private static async Task<BudgetInput?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasJsonContentType() ? await JsonSerializer.DeserializeAsync(request.Body, UsageJson.Default.BudgetInput, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiProblem Missing() => ApiProblem.NotFound("There is no such budget.");

    private static ApiProblem NotJson() => ApiProblem.BadParameters(new Dictionary<string, string[]> { [""] = ["Send a budget as application/json."] });

    private static string Sentence(BudgetProblemKind kind) => kind switch
    {
        BudgetProblemKind.Missing => "It must be filled in.",
        BudgetProblemKind.TooLong => "It is too long.",
        BudgetProblemKind.Taken => "Another budget has it.",
        BudgetProblemKind.Unknown => "It is not known.",
        BudgetProblemKind.OutOfRange => "It is out of range.",
        BudgetProblemKind.NoLimit => "A soft or a hard limit must be set.",
        BudgetProblemKind.AboveHard => "It is above the hard limit.",
        _ => "The workspace has as many budgets as it may have.",
    };
}
