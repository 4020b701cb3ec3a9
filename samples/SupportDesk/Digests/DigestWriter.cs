using Anthropic;
using Anthropic.Models.Messages;
using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Digests;

[AiFeature("digest.write", Category = AiCategory.Summarization, Owner = "reporting")]
internal sealed class DigestWriter(IAnthropicClient anthropic)
{
    public async Task<string> WriteAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken)
    {
        var lines = tickets.Select(t => $"{t.Id} {t.Project}: {t.Subject}");
        var message = await anthropic.Messages.Create(
            new MessageCreateParams
            {
                Model = "claude-sonnet-4-5",
                MaxTokens = 400,
                Messages = [new UserMessageParam(PromptTag.For("digest.write") + "What happened today?\n" + string.Join('\n', lines))],
                CacheControl = new CacheControlEphemeral(),
            },
            cancellationToken);
        return string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));
    }
}
