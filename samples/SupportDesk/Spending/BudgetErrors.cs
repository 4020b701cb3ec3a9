using AiInstrument.Budgets;
using Microsoft.AspNetCore.Diagnostics;

namespace SupportDesk.Spending;

/// <summary>A call that a budget stopped, for programs: 402 with what is used and what the limit is, and whether the header of <see cref="BudgetConfirmation"/> lets it pass.</summary>
internal sealed class BudgetErrors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not AiBudgetExceededException { Denial: var denial })
        {
            return false;
        }

        var problem = denial.Reason == AiBudgetDenialReason.StateUnknown
            ? TypedResults.Problem("It is not known what may still be spent.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Problem("A budget is used up.", statusCode: StatusCodes.Status402PaymentRequired, extensions: Facts(denial));
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static Dictionary<string, object?> Facts(AiBudgetDenial denial) => new(StringComparer.Ordinal)
    {
        ["budget"] = denial.Budget,
        ["used"] = denial.Used,
        ["limit"] = denial.Limit,
        ["unit"] = denial.Unit.ToString(),
        ["period"] = denial.Period,
        ["resetsAt"] = denial.ResetsAt,
        ["overrideAllowed"] = denial.OverrideAllowed,
    };
}
