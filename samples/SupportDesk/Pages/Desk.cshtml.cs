using AiInstrument.Budgets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenAI.Chat;
using SupportDesk.Callers;
using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Pages;

/// <summary>The agents' page: all tickets, and a box that rewrites a text.</summary>
internal sealed class DeskModel(TicketStore tickets, SmallModel model) : PageModel
{
    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public bool ForCustomer { get; set; }

    public string? Rewritten { get; private set; }

    /// <summary>The budget that stopped the call: the page asks what to do, and keeps what was typed.</summary>
    public AiBudgetDenial? Denial { get; private set; }

    public IReadOnlyList<Ticket> Tickets => tickets.Of(Caller.Of(HttpContext).Organization);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        // One call, two purposes: which one it serves shows only now, so the feature is given at run time.
        var feature = ForCustomer ? AiFeatures.TicketReply : AiFeatures.TicketSummarize;
        using var scope = AiScope.Feature(feature);
        try
        {
            Rewritten = await model.AskAsync([new UserChatMessage(PromptTag.For(feature.Id) + "Rewrite:\n" + Text)], cancellationToken);
        }
        catch (AiBudgetExceededException exception)
        {
            Denial = exception.Denial;
            Response.StatusCode = StatusCodes.Status402PaymentRequired;
        }
    }

    /// <summary>The person has seen what is used and what the limit is, and answers for the call.</summary>
    public async Task OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        using var budget = AiScope.BudgetOverride(by: Caller.Of(HttpContext).User);
        await OnPostAsync(cancellationToken);
    }

    /// <summary>Nothing is called; the text is still there.</summary>
    public void OnPostCancel()
    {
    }
}
