using Microsoft.Extensions.AI;

namespace SupportDesk.Uncovered;

/// <summary>Two calls that telemetry cannot see. Compiled only with <c>-p:AddUninstrumentedCall=true</c>: then the build fails with AII0001.</summary>
internal static class EscapingCalls
{
    [AiFeature("uncovered.delegate")]
    public static Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> AsDelegate(IChatClient chat) =>
        chat.GetResponseAsync;

    public static Task<HttpResponseMessage> AsRawHttp(HttpClient http, HttpContent prompt) =>
        http.PostAsync("https://api.openai.com/v1/chat/completions", prompt);
}
