using OpenAI;
using OpenAI.Chat;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

internal sealed class TicketSummarizer(OpenAIClient openAI)
{
    private readonly ChatClient _chat = openAI.GetChatClient("gpt-4o-mini");

    [AiFeature("ticket.summarize", Category = AiCategory.Summarization, Owner = "support", Purpose = "One sentence for the agent's list")]
    public async Task<string> SummarizeAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(
            [
                new SystemChatMessage(PromptTag.For("ticket.summarize") + "Summarize the ticket in one sentence."),
                new UserChatMessage(ticket.Text),
            ],
            cancellationToken: cancellationToken);
        return answer.Content[0].Text;
    }
}
