using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Models.Messages;
using SupportDesk.Models;

namespace SupportDesk.Tickets;

internal sealed class ReplyWriter(IAnthropicClient anthropic)
{
    [AiFeature("ticket.reply", Owner = "support", Purpose = "A draft that the agent edits and sends")]
    public async IAsyncEnumerable<string> WriteAsync(Ticket ticket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new MessageCreateParams
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 400,
            System = PromptTag.For("ticket.reply") + "Write a friendly reply.",
            Messages = [new UserMessageParam(ticket.Text)],
            CacheControl = new CacheControlEphemeral { Ttl = Ttl.Ttl1h },
        };
        await foreach (var item in anthropic.Messages.CreateStreaming(request, cancellationToken))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var text))
            {
                yield return text.Text;
            }
        }
    }
}
