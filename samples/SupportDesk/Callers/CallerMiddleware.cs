using SupportDesk.Models;
using SupportDesk.Spending;

namespace SupportDesk.Callers;

/// <summary>Says whom each call of the request is for. A real application takes this from the signed-in user.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var caller = Caller.Of(context);
        PromptTag.SetCaller(caller.Organization, caller.User);
        if (context.GetEndpoint() is RouteEndpoint endpoint)
        {
            PromptTag.SetEntryPoint($"{context.Request.Method} /{endpoint.RoutePattern.RawText?.TrimStart('/')}");
        }

        using var scope = AiScope.Begin(organization: caller.Organization, user: caller.User);
        using var budget = BudgetConfirmation.IsGiven(context.Request) ? AiScope.BudgetOverride(by: caller.User) : default;
        await next(context);
    }
}
