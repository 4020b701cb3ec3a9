using OpenAI;
using OpenAI.Chat;
using SupportDesk.Models;

namespace SupportDesk.Webhooks;

internal sealed class MailTriage(OpenAIClient openAI, ModelOptions models)
{
    // A model without a list price: its tokens are counted, its cost is shown as unknown, not as zero.
    private readonly ChatClient _chat = openAI.GetChatClient(models.TriageModel);

    [AiFeature("mail.triage", Category = AiCategory.Classification, Owner = "support")]
    public async Task<string> RateAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var scope = AiScope.Begin(organization: mail.Organization, user: mail.From);
        PromptTag.SetCaller(mail.Organization, mail.From);
        ChatCompletion answer = await _chat.CompleteChatAsync(
            [new UserChatMessage(PromptTag.For("mail.triage") + "How urgent is this, from 1 to 5?\n" + mail.Text)],
            cancellationToken: cancellationToken);
        return answer.Content[0].Text;
    }
}
