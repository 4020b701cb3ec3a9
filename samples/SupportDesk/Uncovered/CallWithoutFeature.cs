using Microsoft.Extensions.AI;

namespace SupportDesk.Uncovered;

/// <summary>A call that no feature answers for. Compiled only with <c>-p:AddUnattributedCall=true</c>: then the build fails with AII0002.</summary>
internal static class CallWithoutFeature
{
    public static Task<ChatResponse> AskAsync(IChatClient chat, string question) =>
        chat.GetResponseAsync(question);
}
