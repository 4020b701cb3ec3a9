using OpenAI;
using OpenAI.Chat;

namespace SupportDesk.Models;

/// <summary>The model for small tasks. What an answer costs counts for the feature that asks: its method's, its scope's or its endpoint's.</summary>
internal sealed class SmallModel(OpenAIClient openAI)
{
    private readonly ChatClient _chat = openAI.GetChatClient("gpt-4o-mini");

    [AiFeature(FromCaller = true)]
    public async Task<string> AskAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(messages, cancellationToken: cancellationToken);
        return answer.Content[0].Text;
    }
}
