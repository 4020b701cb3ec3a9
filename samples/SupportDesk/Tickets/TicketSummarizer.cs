using OpenAI.Chat;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

internal sealed class TicketSummarizer(SmallModel model)
{
    [AiFeature("ticket.summarize", Category = AiCategory.Summarization, Owner = "support", Purpose = "One sentence for the agent's list")]
    public Task<string> SummarizeAsync(Ticket ticket, CancellationToken cancellationToken) =>
        model.AskAsync(
            [
                new SystemChatMessage(PromptTag.For("ticket.summarize") + "Summarize the ticket in one sentence."),
                new UserChatMessage(ticket.Text),
            ],
            cancellationToken);
}
