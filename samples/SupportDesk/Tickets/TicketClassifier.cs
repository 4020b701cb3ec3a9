using OpenAI;
using OpenAI.Responses;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

/// <summary>Every call of the class serves the same feature, so the class declares it.</summary>
[AiFeature("ticket.classify", Category = AiCategory.Classification, Owner = "support")]
internal sealed class TicketClassifier(OpenAIClient openAI)
{
    private readonly ResponsesClient _responses = openAI.GetResponsesClient();

    public async Task<string> ClassifyAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        ResponseResult answer = await _responses.CreateResponseAsync(
            "gpt-5.4-mini",
            PromptTag.For("ticket.classify") + $"Is this about delivery, account, billing or technology?\n{ticket.Text}",
            cancellationToken: cancellationToken);
        return answer.GetOutputText();
    }
}
