using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

/// <summary>Questions of an agent about a ticket. Knows only <see cref="IChatClient"/>, not whose model answers.</summary>
internal sealed class TicketChat(IChatClient chat)
{
    [AiFeature("ticket.chat", Category = AiCategory.General, Owner = "support")]
    public async IAsyncEnumerable<string> AskAsync(Ticket ticket, string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = PromptTag.For("ticket.chat") + $"{ticket.Subject}\n{ticket.Text}\nQuestion: {question}";
        await foreach (var update in chat.GetStreamingResponseAsync(prompt, cancellationToken: cancellationToken))
        {
            yield return update.Text;
        }
    }
}
