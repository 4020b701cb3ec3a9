using System.Runtime.CompilerServices;
using OpenAI;
using OpenAI.Chat;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

internal sealed class TicketTranslator(OpenAIClient openAI)
{
    private readonly ChatClient _chat = openAI.GetChatClient("gpt-4o-mini");

    [AiFeature("ticket.translate", Owner = "support")]
    public async IAsyncEnumerable<string> TranslateAsync(Ticket ticket, string language, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = PromptTag.For("ticket.translate") + $"Translate into {language}:\n{ticket.Text}";
        await foreach (var update in _chat.CompleteChatStreamingAsync([new UserChatMessage(prompt)], cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                yield return part.Text;
            }
        }
    }
}
